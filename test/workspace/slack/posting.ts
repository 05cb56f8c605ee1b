import type { AnyBlock } from '@slack/types'
import type { Channel, Message } from './contract.ts'
import { named } from './elements.ts'
import { announceIn, channelTypes } from './events.ts'
import { type Json, objects } from './json.ts'
import { pingsOf } from './mentions.ts'
import { messageJson } from './render.ts'
import type { Resident, Shown, World } from './world.ts'

export interface Words {
  text: string
  blocks?: unknown
  attachments?: unknown
  metadata?: Message['metadata']
  files?: Message['files']
  threadTs?: string
  subtype?: string
  /** A thread's reply shown in its channel too. */
  broadcast?: boolean
}

/** Puts a message into a channel, with all that follows: its pings, its thread, its event. */
export function post(
  world: World,
  channel: Channel,
  author: string,
  words: Words,
  extra: Json = {},
): Message {
  const message: Message = { ...written(world, channel, author, words), ts: world.ids.ts() }
  channel.messages.push(message)
  const event = { ...messageJson(world, channel, message, true), ...extra }
  announceIn(world, channel, { ...event, ...whereabouts(channel), event_ts: message.ts })
  if (words.text.includes(`<@${world.bot.userId}`) && !words.subtype && author !== world.bot.userId) {
    announceIn(world, channel, { ...event, type: 'app_mention', channel: channel.id, event_ts: message.ts })
  }
  world.changed('message', channel.id)
  return message
}

/** Shows a message to one person only. */
export function whisper(world: World, channel: Channel, to: Resident, words: Words): Shown {
  const message: Shown = {
    ...written(world, channel, world.bot.userId, words),
    ts: world.ids.ts(),
    pings: [],
    ephemeralTo: to.id,
    channelId: channel.id,
  }
  to.whispers.push(message)
  world.changed('message', channel.id)
  return message
}

/** Changes a message in place and tells the app so. */
export function rewrite(world: World, channel: Channel, message: Message, change: Partial<Message>): void {
  const previous_message = messageJson(world, channel, message)
  Object.assign(message, change)
  announceIn(world, channel, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    ...whereabouts(channel),
    ts: world.ids.ts(),
    message: messageJson(world, channel, message, true),
    previous_message,
  })
  world.changed('message', channel.id)
}

export function erase(world: World, channel: Channel, message: Message): void {
  const previous_message = messageJson(world, channel, message)
  const hasReplies = channel.messages.some((it) => it.threadTs === message.ts && it !== message)
  if (hasReplies) {
    const { ts, threadTs, reactions } = message
    for (const key of Object.keys(message)) Reflect.deleteProperty(message, key)
    const gone = { text: 'This message was deleted.', user: 'USLACKBOT', subtype: 'tombstone', pings: [] }
    Object.assign(message, { ...gone, ts, threadTs, reactions })
  } else channel.messages.splice(channel.messages.indexOf(message), 1)
  channel.pins = channel.pins.filter((it) => it !== message.ts)
  announceIn(world, channel, {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    ...whereabouts(channel),
    ts: world.ids.ts(),
    deleted_ts: message.ts,
    previous_message,
  })
  world.changed('message', channel.id)
}

/** Blocks as kept: every block and element with an id of its own. */
export function keptBlocks(world: World, blocks: unknown): AnyBlock[] | undefined {
  const list = objects(blocks)
  if (list.length === 0) return undefined
  const kept = named(structuredClone(list), () => world.ids.short())
  return kept as (Json & AnyBlock)[]
}

function written(world: World, channel: Channel, author: string, words: Words): Omit<Message, 'ts'> {
  const writer = world.people.get(author)
  const blocks = keptBlocks(world, words.blocks)
  const attachments = objects(words.attachments)
  const own = author === world.bot.userId && (!words.subtype || words.subtype === 'file_share')
  return {
    user: author,
    text: words.text,
    ...(blocks ? { blocks } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(words.subtype ? { subtype: words.subtype } : {}),
    ...(words.broadcast ? { subtype: 'thread_broadcast' } : {}),
    ...(own ? { botId: world.bot.botId, appId: world.bot.appId } : {}),
    ...(!own && writer?.botId && !words.subtype ? { botId: writer.botId, appId: `A${writer.botId}` } : {}),
    ...(words.threadTs ? { threadTs: words.threadTs } : {}),
    ...(words.metadata ? { metadata: words.metadata } : {}),
    ...(words.files ? { files: words.files } : {}),
    reactions: [],
    pings:
      words.subtype && words.subtype !== 'file_share' ? [] : pingsOf(world, channel, author, { ...words }),
  }
}

function whereabouts(channel: Channel): Json {
  return { channel: channel.id, channel_type: channelTypes[channel.kind] }
}
