import type { Channel, Message, OpenView, Person, Slack } from '../../slack/contract.ts'
import type { Entry, Line, Parts, Room, Sheet, Who, World } from '../shape.ts'
import type { Reading } from './reading.ts'
import type { Setting } from './setting.ts'

const longestHistory = 400

/** What this person's own Slack client would hold now, and nothing that they may not see. */
export function snapshot(setting: Setting, person: Person, open: string | null): Parts {
  const { ground, offers } = setting
  return {
    world: worldOf(setting, person),
    room: roomOf(ground.slack, person, open, offers.appName),
    view: sheetOf(person.view),
    home: sheetOf(person.home),
    notices: [...person.notices],
  }
}

/** Whether the channel is in this person's list, or may be put there by joining. */
export function maySee(person: Person, channel: Channel): boolean {
  if (channel.members.has(person.id)) return true
  return channel.kind === 'channel' && mayBrowse(person)
}

function worldOf({ ground, reading, offers, installed }: Setting, person: Person): World {
  const { slack, clock } = ground
  const { appName, ...offered } = offers
  return {
    team: { name: slack.team.name, url: slack.team.url },
    me: whoOf(person),
    people: everybody(slack, appName),
    app: {
      userId: slack.bot.userId,
      name: appName,
      installed,
      dm: slack.channels().find((channel) => isDmWithApp(slack, person, channel))?.id ?? null,
    },
    channels: slack
      .channels()
      .filter((channel) => maySee(person, channel))
      .map((channel) => entryOf(slack, person, channel, reading, appName)),
    groups: slack
      .groups()
      .map(({ id, handle, name, members, disabled }) => ({ id, handle, name, members, disabled })),
    winds: clock?.winds() ?? null,
    ...offered,
  }
}

function entryOf(slack: Slack, person: Person, channel: Channel, reading: Reading, appName: string): Entry {
  return {
    id: channel.id,
    name: nameOf(slack, person, channel, appName),
    kind: channel.kind,
    member: channel.members.has(person.id),
    archived: channel.archived,
    ...reading.unread(person, channel),
  }
}

function roomOf(slack: Slack, person: Person, id: string | null, appName: string): Room | null {
  const channel = slack.channels().find((candidate) => candidate.id === id)
  if (!channel || !maySee(person, channel)) return null
  return {
    id: channel.id,
    name: nameOf(slack, person, channel, appName),
    kind: channel.kind,
    topic: channel.topic,
    purpose: channel.purpose,
    archived: channel.archived,
    member: channel.members.has(person.id),
    members: [...channel.members],
    pins: [...channel.pins],
    bookmarks: channel.bookmarks,
    canvases: slack
      .canvases()
      .filter(({ channelId, deleted }) => channelId === channel.id && !deleted)
      .map(({ id, title, markdown }) => ({ id, title, text: markdown })),
    files: slack
      .files()
      .filter(({ channelId }) => channelId === channel.id)
      .map(({ id, title, name, content }) => ({ id, title: title || name, text: content })),
    messages: messagesFor(person, channel).slice(-longestHistory).map(lineOf),
  }
}

/** The channel's messages, those shown only to this person among them. */
function messagesFor(person: Person, channel: Channel): Message[] {
  const common = channel.messages.filter(({ ephemeralTo }) => ephemeralTo === undefined)
  const own = person.whispers.filter((whisper) => 'channelId' in whisper && whisper.channelId === channel.id)
  return [...common, ...own].toSorted((one, other) => (one.ts < other.ts ? -1 : 1))
}

function lineOf(message: Message): Line {
  return {
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    subtype: message.subtype,
    app: message.botId !== undefined,
    threadTs: message.threadTs,
    edited: message.edited,
    whisper: message.ephemeralTo !== undefined,
    reactions: message.reactions,
    files: message.files,
  }
}

function sheetOf(open: OpenView | undefined): Sheet | null {
  if (!open) return null
  const { id, hash, view, values, errors, stack } = open
  return { id, hash, view, values, errors, stack }
}

function nameOf(slack: Slack, person: Person, channel: Channel, appName: string): string {
  if (channel.kind === 'channel' || channel.kind === 'group') return channel.name
  const others = [...channel.members].filter((id) => id !== person.id)
  return others.map((id) => everybody(slack, appName).find((who) => who.id === id)?.realName ?? id).join(', ')
}

function everybody(slack: Slack, appName: string): Who[] {
  const app = { id: slack.bot.userId, name: appName.toLowerCase(), realName: appName, kind: 'bot' }
  const slackbot = { id: 'USLACKBOT', name: 'slackbot', realName: 'Slackbot', kind: 'bot' }
  return [...slack.people().map(whoOf), app, slackbot]
}

function whoOf({ id, name, realName, kind }: Person): Who {
  return { id, name, realName: realName || name, kind }
}

function isDmWithApp(slack: Slack, person: Person, { kind, members }: Channel): boolean {
  return kind === 'im' && members.has(person.id) && members.has(slack.bot.userId)
}

const mayBrowse = ({ kind }: Person) => ['member', 'admin', 'owner'].includes(kind)
