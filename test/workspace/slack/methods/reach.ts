import type { Channel } from '../contract.ts'
import { string } from '../json.ts'
import { needScope, refuse } from '../refusal.ts'
import type { Rule } from '../table.ts'
import type { World } from '../world.ts'

/** The channel of this id if the bot can see it at all, and the token has the scope of its kind. */
export function seen(world: World, id: unknown, rule?: Rule): Channel {
  const channel = world.channels.get(string(id))
  if (!channel) return refuse('channel_not_found')
  if (channel.kind !== 'channel' && !isMember(world, channel)) return refuse('channel_not_found')
  if (rule?.byKind) needScope(world, rule.byKind[channel.kind])
  return channel
}

/** The channel of this id, with the bot in it. */
export function joined(world: World, id: unknown, rule?: Rule): Channel {
  const channel = seen(world, id, rule)
  return isMember(world, channel) ? channel : refuse('not_in_channel')
}

/** As `joined`, and neither archived nor a direct message. */
export function standing(world: World, id: unknown, rule?: Rule): Channel {
  const channel = seen(world, id, rule)
  if (channel.kind === 'im' || channel.kind === 'mpim') refuse('method_not_supported_for_channel_type')
  if (channel.archived) refuse('is_archived')
  return isMember(world, channel) ? channel : refuse('not_in_channel')
}

export function isMember(world: World, channel: Channel): boolean {
  return channel.members.has(world.bot.userId)
}
