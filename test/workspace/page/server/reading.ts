import type { Channel, Message, Person, Slack } from '../../slack/contract.ts'

/** Who has read how far in which channel; what stood there when the page was first served counts as read. */
export interface Reading {
  markRead(person: Person, channel: Channel): void
  unread(person: Person, channel: Channel): { unread: number; pings: number }
}

export function keepReading(slack: Slack): Reading {
  const marks = new Map<string, string>()
  const key = (person: string, channel: Channel) => `${person} ${channel.id}`
  for (const channel of slack.channels()) {
    for (const id of channel.members) marks.set(key(id, channel), lastTs(channel))
  }
  return {
    markRead(person, channel) {
      if (channel.members.has(person.id)) marks.set(key(person.id, channel), lastTs(channel))
    },
    unread(person, channel) {
      if (!channel.members.has(person.id)) return { unread: 0, pings: 0 }
      const mark = marks.get(key(person.id, channel))
      const fresh = channel.messages.filter((message) => message.ts > (mark ?? '') && counts(message, person))
      const pings = fresh.filter((message) => message.pings.includes(person.id) || channel.kind === 'im')
      const invited = channel.kind !== 'im' && channel.creator !== person.id
      const neverOpened = mark === undefined && invited
      return { unread: Math.max(fresh.length, neverOpened ? 1 : 0), pings: pings.length }
    },
  }
}

function counts(message: Message, person: Person): boolean {
  if (message.user === person.id) return false
  if (message.ephemeralTo !== undefined && message.ephemeralTo !== person.id) return false
  if (message.subtype?.startsWith('channel_') || message.subtype?.startsWith('group_')) return false
  return (
    message.threadTs === undefined || message.threadTs === message.ts || message.pings.includes(person.id)
  )
}

const lastTs = (channel: Channel) => channel.messages.at(-1)?.ts ?? ''
