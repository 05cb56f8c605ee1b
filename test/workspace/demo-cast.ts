import type { Slack } from './slack/contract.ts'

/** Who is in the demo's workspace, and where. */
export function cast(slack: Slack): void {
  slack.addPerson({ name: 'ana', realName: 'Ana', kind: 'owner' })
  slack.addPerson({ name: 'ben', realName: 'Ben' })
  slack.addPerson({ name: 'cleo', realName: 'Cleo' })
  slack.addPerson({ name: 'dan', realName: 'Dan', kind: 'admin' })
  slack.addPerson({ name: 'gus', realName: 'Gus', kind: 'guest' })
  slack.addPerson({ name: 'sam', realName: 'Sam (Northwind)', kind: 'stranger' })
  slack.addPerson({ name: 'eve', realName: 'Eve', kind: 'deactivated' })
  slack.addGroup({ handle: 'payments', name: 'Payments team', members: ['ben', 'cleo'] })
  const members = ['ana', 'ben', 'cleo', 'dan']
  slack.addChannel({ name: 'general', members: [...members, 'gus'] })
  slack.addChannel({ name: 'incidents', members })
  slack.addChannel({ name: 'northwind', members: ['ana', 'cleo', 'sam'] })
  slack.addChannel({ name: 'ops', members: ['ana', 'dan'] })
}

/** What was said before anybody looked. */
export async function prologue(slack: Slack): Promise<void> {
  const { id } = slack.channel('general')
  await slack.person('ben').say(id, 'Payments 4.2 is out. :rocket:')
  await slack
    .person('cleo')
    .say(id, 'Customers write that they cannot pay: the checkout answers with error 500.')
}
