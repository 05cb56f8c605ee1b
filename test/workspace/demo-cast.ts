import type { Slack } from './slack/contract.ts'

/** Who is in the demo's workspace, and where. */
export function cast(slack: Slack): void {
  slack.addPerson({ name: 'ana', realName: 'Ana', kind: 'owner' })
  slack.addPerson({ name: 'ben', realName: 'Ben' })
  slack.addPerson({ name: 'cleo', realName: 'Cleo' })
  slack.addPerson({ name: 'gus', realName: 'Gus (guest)', kind: 'guest' })
  const members = ['ana', 'ben', 'cleo']
  slack.addChannel({ name: 'general', members: [...members, 'gus'] })
  slack.addChannel({ name: 'incidents', members })
  slack.addChannel({ name: 'ops', members: ['ana'] })
}
