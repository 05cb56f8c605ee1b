import type { Channel } from '../contract.ts'
import { flag, type Json, string } from '../json.ts'
import { needScope, refuse } from '../refusal.ts'
import { channelJson } from '../render.ts'
import type { Rule } from '../table.ts'
import type { World } from '../world.ts'
import type { Method } from './all.ts'
import { page } from './paging.ts'
import { isMember, seen } from './reach.ts'

const kinds: Readonly<Record<string, Channel['kind']>> = {
  public_channel: 'channel',
  private_channel: 'group',
  im: 'im',
  mpim: 'mpim',
}

export const lists: Record<string, Method> = {
  'conversations.list': (world, args, rule) => {
    const wanted = wantedKinds(world, args, rule)
    const all = [...world.channels.values()].filter(
      (it) => wanted.has(it.kind) && (it.kind === 'channel' || isMember(world, it)),
    )
    return shown(world, all, args)
  },
  'users.conversations': (world, args, rule) => {
    const wanted = wantedKinds(world, args, rule)
    const user = string(args.user) || world.bot.userId
    if (!world.people.has(user)) refuse('user_not_found')
    const all = [...world.channels.values()].filter(
      (it) => wanted.has(it.kind) && it.members.has(user) && (it.kind === 'channel' || isMember(world, it)),
    )
    return shown(world, all, args)
  },
  'conversations.members': (world, args, rule) => {
    const channel = seen(world, args.channel, rule)
    const { items, rest } = page([...channel.members], args, 100, 1000)
    return { members: items, ...rest }
  },
}

// Slack cuts the page first and leaves out the archived afterwards, so pages come up short.
function shown(world: World, all: Channel[], args: Json): Json {
  const { items, rest } = page(all, args, 100, 1000)
  const kept = flag(args.exclude_archived) ? items.filter((it) => !it.archived) : items
  const count = (it: Channel) => (it.kind === 'im' ? {} : { num_members: it.members.size })
  return { channels: kept.map((it) => ({ ...channelJson(world, it), ...count(it) })), ...rest }
}

function wantedKinds(world: World, args: Json, rule: Rule): Set<Channel['kind']> {
  const wanted = new Set<Channel['kind']>()
  for (const name of (string(args.types) || 'public_channel').split(',')) {
    const kind = Object.hasOwn(kinds, name.trim()) ? kinds[name.trim()] : undefined
    if (!kind) return refuse('invalid_types')
    if (rule.byKind) needScope(world, rule.byKind[kind])
    wanted.add(kind)
  }
  return wanted
}
