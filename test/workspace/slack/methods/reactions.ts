import type { Channel, Message } from '../contract.ts'
import { announceIn } from '../events.ts'
import { type Json, string } from '../json.ts'
import { refuse } from '../refusal.ts'
import { messageJson } from '../render.ts'
import type { World } from '../world.ts'
import type { Method } from './all.ts'
import { pointed } from './pins.ts'
import { joined, seen } from './reach.ts'

export const reactions: Record<string, Method> = {
  'reactions.add': (world, args) => {
    const channel = joined(world, args.channel)
    if (channel.archived) refuse('is_archived')
    const message = pointed(channel, args)
    if (!react(world, channel, message, world.bot.userId, nameOf(args))) refuse('already_reacted')
    return {}
  },
  'reactions.remove': (world, args) => {
    const channel = joined(world, args.channel)
    const message = pointed(channel, args)
    const name = nameOf(args)
    if (!unreact(world, channel, message, world.bot.userId, name)) refuse('no_reaction')
    return {}
  },
  'reactions.get': (world, args) => {
    const channel = seen(world, args.channel)
    const message = pointed(channel, args)
    return { type: 'message', channel: channel.id, message: messageJson(world, channel, message) }
  },
}

/** Adds a reaction; false if this person had reacted so before. */
export function react(world: World, channel: Channel, message: Message, by: string, name: string): boolean {
  const known = message.reactions.find((it) => it.name === name)
  if (known?.users.includes(by)) return false
  if (known) known.users.push(by)
  else message.reactions.push({ name, users: [by] })
  told(world, channel, message, by, 'reaction_added', name)
  return true
}

/** Takes a reaction back; false if this person had not reacted so. */
export function unreact(world: World, channel: Channel, message: Message, by: string, name: string): boolean {
  const known = message.reactions.find((it) => it.name === name && it.users.includes(by))
  if (!known) return false
  known.users = known.users.filter((it) => it !== by)
  message.reactions = message.reactions.filter((it) => it.users.length > 0)
  told(world, channel, message, by, 'reaction_removed', name)
  return true
}

function told(
  world: World,
  channel: Channel,
  message: Message,
  user: string,
  type: string,
  reaction: string,
): void {
  const item = { type: 'message', channel: channel.id, ts: message.ts }
  announceIn(world, channel, { type, user, reaction, item, item_user: message.user })
  world.changed('message', channel.id)
}

function nameOf(args: Json): string {
  const name = string(args.name)
  return /^[a-z0-9_+'-]+(?:::skin-tone-[2-6])?$/.test(name) ? name : refuse('invalid_name')
}
