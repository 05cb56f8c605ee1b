import type { Stage } from '../stage.ts'
import { channelOf, postsIn, report, textOf } from '../tale.ts'
import type { Message, Person, Slack } from '../workspace/slack/contract.ts'

/** An incident that ana leads, with ben in it, and its channel. */
export async function ledByAna(stage: Stage, title: string, more: string[] = ['ben']) {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, title)
  await stage.settle()
  for (const name of more) await stage.slack.person(name).command(`/dispatch join INC-${incident}`)
  await stage.settle()
  return { incident, room: channelOf(stage, incident) }
}

/** The newest direct message of the app to this person that says so. */
export function told(person: Person, words: string): Message {
  const found = person.dm.findLast((one) => textOf(one).includes(words))
  if (!found)
    throw new Error(`${person.name} was not told "${words}", only: ${textOf(person.dm.map(textOf))}`)
  return found
}

export function wasTold(person: Person, words: string): boolean {
  return person.dm.some((one) => textOf(one).includes(words))
}

/** Where a message stands, as a click names it. */
export function placeOf(slack: Slack, message: Message): { channel: string; ts: string } {
  const channel = slack.channels().find((one) => one.messages.some(({ ts }) => ts === message.ts))
  if (!channel) throw new Error('that message stands nowhere')
  return { channel: channel.id, ts: message.ts }
}

/** What the app said in the incident's channel, its brief aside. */
export function lines(stage: Stage, incident: number): string[] {
  return postsIn(stage, channelOf(stage, incident))
    .slice(1)
    .map((one) => textOf(one))
}

export function briefText(stage: Stage, incident: number): string {
  return textOf(postsIn(stage, channelOf(stage, incident))[0]?.blocks)
}

export function buttonsOf(message: Message): string[] {
  return [...textOf(message.blocks).matchAll(/"action_id":"(\w+)"/g)].map(([, id = '']) => id)
}
