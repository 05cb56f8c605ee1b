import type { Channel, Message } from '../contract.ts'
import { announceIn } from '../events.ts'
import type { Json } from '../json.ts'
import { refuse } from '../refusal.ts'
import { messageJson } from '../render.ts'
import { messageAt, type World } from '../world.ts'
import type { Method } from './all.ts'
import { permalink } from './chat.ts'
import { joined, seen } from './reach.ts'

const most = 100

export const pins: Record<string, Method> = {
  'pins.add': (world, args) => {
    const channel = joined(world, args.channel)
    if (channel.archived) refuse('is_archived')
    const message = pointed(channel, args)
    if (channel.pins.includes(message.ts)) refuse('already_pinned')
    if (channel.pins.length >= most) refuse('too_many_pins')
    channel.pins.push(message.ts)
    changed(world, channel, message, 'pin_added')
    return {}
  },
  'pins.remove': (world, args) => {
    const channel = joined(world, args.channel)
    const message = pointed(channel, args)
    if (!channel.pins.includes(message.ts)) refuse('no_pin')
    channel.pins = channel.pins.filter((it) => it !== message.ts)
    changed(world, channel, message, 'pin_removed')
    return {}
  },
  'pins.list': (world, args) => {
    const channel = seen(world, args.channel)
    const messages = channel.pins.flatMap((ts) => messageAt(channel, ts) ?? [])
    return { items: messages.toReversed().map((it) => item(world, channel, it)) }
  },
}

/** The message that arguments point at by channel and timestamp. */
export function pointed(channel: Channel, args: Json): Message {
  if (!args.timestamp) return refuse('no_item_specified')
  if (!/^\d+\.\d{6}$/.test(String(args.timestamp))) return refuse('bad_timestamp')
  return messageAt(channel, String(args.timestamp)) ?? refuse('message_not_found')
}

function changed(world: World, channel: Channel, message: Message, type: string): void {
  const told = { type, user: world.bot.userId, channel_id: channel.id, item: item(world, channel, message) }
  const count = { pin_count: channel.pins.length, has_pins: channel.pins.length > 0 }
  announceIn(world, channel, { ...told, item_user: message.user, ...count })
  world.changed('channel', channel.id)
}

function item(world: World, channel: Channel, message: Message): Json {
  const shown = { ...messageJson(world, channel, message), permalink: permalink(world, channel, message) }
  const created = Math.floor(Date.now() / 1000)
  return { type: 'message', channel: channel.id, created, created_by: world.bot.userId, message: shown }
}
