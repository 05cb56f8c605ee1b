import type { Button } from '@slack/types'
import type { Loss } from '../../db/facts.ts'
import {
  actions,
  button,
  incidentName,
  type Message,
  type Mrkdwn,
  channel as mention,
  person,
  section,
} from '../kit.ts'
import { readValue, wordOf } from '../metadata.ts'
import { inert, oneLine, shorten } from '../text.ts'

export const anotherAction = 'open_another_channel'
export const returnAction = 'come_back'

export interface LostChannel {
  incident: number
  channel: string
  name: string
  how: Loss
  by: string | null
  now: { kind: 'lost'; isPublic: boolean } | { kind: 'back' } | { kind: 'elsewhere'; channel: string }
}

/** Tells whoever leads an incident that its channel was taken away, what that means, and what can be done. */
export function channelLost(lost: LostChannel): Message {
  const name = incidentName(lost.incident)
  const who = lost.by === null ? 'Somebody' : person(lost.by)
  const head = `:warning: ${who} ${did[lost.how](roomOf(lost), `*${name}*`)}`
  const text = `${name} has no channel that Dispatch can write in.`
  if (lost.now.kind === 'back')
    return {
      text: `${name} has its channel back.`,
      blocks: [section(`${head}\n:white_check_mark: It is back by now.`)],
    }
  if (lost.now.kind === 'elsewhere') {
    const next = mention(lost.now.channel)
    return {
      text: `${name} goes on in ${next}.`,
      blocks: [section(`${head}\n:white_check_mark: It goes on in ${next}.`)],
    }
  }
  return { text, blocks: [section(`${head}\n${remedies[lost.how]}`), actions('channel_lost', buttons(lost))] }
}

/** What the buttons carry. */
export function readLost(value: string | undefined): { incident: number; channel: string } {
  const { incident, channel } = readValue(value)
  return { incident, channel: wordOf(channel) }
}

/** What the person who pressed is told. */
export function wished(incident: number, wish: 'another' | 'return'): string {
  const name = incidentName(incident)
  return wish === 'another'
    ? `A new channel for ${name} is being opened; whoever is in ${name} is invited.`
    : `Dispatch comes back into the channel of ${name}.`
}

const did: Record<Loss, (room: Mrkdwn, incident: Mrkdwn) => Mrkdwn> = {
  archived: (room, incident) => `archived ${room}, the channel of ${incident}, which is still open.`,
  deleted: (room, incident) => `deleted ${room}, the channel of ${incident}, which is still open.`,
  removed: (room, incident) =>
    `took Dispatch out of ${room}, the channel of ${incident}, which is still open.`,
}

const remedies: Record<Loss, string> = {
  archived:
    'What is to be told there waits. To go on there, unarchive it in Slack, which apps cannot: open it, then *Unarchive*. Or go on in a new one.',
  deleted:
    'Its messages are gone from Slack; the timeline keeps what it kept. It can go on in a new channel.',
  removed:
    'What is to be told there waits. To bring Dispatch back, type `/invite @Dispatch` in it. Or go on in a new channel.',
}

function roomOf({ channel, how, name }: LostChannel): Mrkdwn {
  return how === 'deleted' ? `#${inert(shorten(oneLine(name), 80))}` : mention(channel)
}

function buttons({ incident, channel, how, now }: LostChannel): Button[] {
  const value = JSON.stringify({ incident, channel })
  const another = button('Open a new channel', anotherAction, value)
  const canReturn = how === 'removed' && now.kind === 'lost' && now.isPublic
  return canReturn ? [button('Come back', returnAction, value, { style: 'primary' }), another] : [another]
}
