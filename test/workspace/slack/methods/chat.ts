import type { Channel, Message } from '../contract.ts'
import { flag, isJson, type Json, objects, points, string } from '../json.ts'
import { erase, keptBlocks, post, rewrite, type Words, whisper } from '../posting.ts'
import { refuse } from '../refusal.ts'
import { messageJson } from '../render.ts'
import { findChannel, granted, messageAt, openDirect, type World } from '../world.ts'
import type { Method } from './all.ts'
import { isMember, seen } from './reach.ts'
import { wordsOf } from './words.ts'

const longestUpdate = 4000

export const chat: Record<string, Method> = {
  'chat.postMessage': (world, args) => {
    const channel = addressed(world, string(args.channel))
    if (channel.archived) refuse('is_archived')
    mayPost(world, channel)
    const words = { ...wordsOf(args), ...threadOf(channel, args) }
    const broadcast = words.threadTs !== undefined && flag(args.reply_broadcast)
    const message = post(world, channel, world.bot.userId, { ...words, broadcast })
    return { channel: channel.id, ts: message.ts, message: messageJson(world, channel, message, true) }
  },
  'chat.postEphemeral': (world, args) => {
    const channel = seen(world, args.channel)
    if (channel.archived) refuse('is_archived')
    if (!isMember(world, channel)) refuse('not_in_channel')
    const words = { ...wordsOf(args), ...threadOf(channel, args) }
    const resident = world.people.get(string(args.user))
    if (!resident || !channel.members.has(resident.id)) return refuse('user_not_in_channel')
    return { message_ts: whisper(world, channel, resident, words).ts }
  },
  'chat.update': (world, args) => {
    const channel = seen(world, args.channel)
    const message = ownMessage(world, channel, args, 'cant_update_message')
    if (channel.archived) refuse('is_archived')
    const change = changeOf(world, args)
    rewrite(world, channel, message, change)
    const { ts, text } = message
    return { channel: channel.id, ts, text, message: messageJson(world, channel, message, true) }
  },
  'chat.delete': (world, args) => {
    const channel = seen(world, args.channel)
    const message = ownMessage(world, channel, args, 'cant_delete_message')
    const { ts } = message
    erase(world, channel, message)
    return { channel: channel.id, ts }
  },
  'chat.getPermalink': (world, args) => {
    const channel = seen(world, args.channel)
    const message = messageAt(channel, string(args.message_ts)) ?? refuse('message_not_found')
    return { channel: channel.id, permalink: permalink(world, channel, message) }
  },
}

export function permalink(world: World, channel: Channel, message: Message): string {
  const place = `${world.team.url}archives/${channel.id}/p${message.ts.replace('.', '')}`
  const reply = message.threadTs !== undefined && message.threadTs !== message.ts
  return reply ? `${place}?thread_ts=${message.threadTs}&cid=${channel.id}` : place
}

function addressed(world: World, to: string): Channel {
  const resident = world.people.get(to)
  if (resident) {
    if (!world.manifest.messagesTab) refuse('messages_tab_disabled')
    if (resident.botId) refuse('cannot_dm_bot')
    if (resident.kind === 'deactivated') refuse('channel_not_found')
    return openDirect(world, resident.id)
  }
  const channel = world.channels.get(to) ?? findChannel(world, to)
  return seen(world, channel?.id)
}

function mayPost(world: World, channel: Channel): void {
  if (isMember(world, channel) || granted(world, ['chat:write.public'])) return
  refuse('not_in_channel')
}

export function threadOf(channel: Channel, args: Json): Pick<Words, 'threadTs'> {
  if (!args.thread_ts) return {}
  const parent = messageAt(channel, String(args.thread_ts)) ?? refuse('cannot_reply_to_message')
  return { threadTs: parent.threadTs ?? parent.ts }
}

function ownMessage(world: World, channel: Channel, args: Json, refusal: string): Message {
  const message = messageAt(channel, String(args.ts)) ?? refuse('message_not_found')
  return message.botId === world.bot.botId ? message : refuse(refusal)
}

function changeOf(world: World, args: Json): Partial<Message> {
  const silent = ['text', 'blocks', 'attachments', 'markdown_text'].every((it) => args[it] === undefined)
  const metadata = isJson(args.metadata) ? { metadata: metadataOf(args.metadata) } : {}
  if (silent && isJson(args.metadata)) return metadata
  if (points(string(args.text)) > longestUpdate) refuse('msg_too_long')
  const words = wordsOf(args)
  const blocks = keptBlocks(world, words.blocks)
  const attachments = objects(words.attachments)
  const shape = { blocks, attachments: attachments.length > 0 ? attachments : undefined }
  return { text: words.text, ...shape, ...(blocks ? {} : { edited: true }), ...metadata }
}

function metadataOf(metadata: Json): Message['metadata'] {
  if (Object.keys(metadata).length === 0) return undefined
  const payload = isJson(metadata.event_payload) ? metadata.event_payload : {}
  return { event_type: string(metadata.event_type), event_payload: payload }
}
