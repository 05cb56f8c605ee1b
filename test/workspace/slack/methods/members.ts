import type { Channel } from '../contract.ts'
import { announce, announceIn } from '../events.ts'
import { flag, type Json, string } from '../json.ts'
import { post } from '../posting.ts'
import { needScope, refuse, refuseArguments } from '../refusal.ts'
import { channelJson } from '../render.ts'
import { addChannel, directChannel, openDirect, type World } from '../world.ts'
import type { Method } from './all.ts'
import { isMember, seen, standing } from './reach.ts'

const mostInvited = 100
const mostInGroup = 8

export const members: Record<string, Method> = {
  'conversations.invite': (world, args, rule) => {
    const channel = standing(world, args.channel, rule)
    const ids = commaList(args.users)
    if (ids.length === 0) refuse('no_user')
    if (ids.length > mostInvited) refuseArguments(`no more than ${mostInvited} items allowed`)
    const errors = ids.flatMap((user) => {
      const error = refusalTo(world, channel, user)
      return error ? [{ ok: false, error, user }] : []
    })
    const valid = ids.filter((id) => !errors.some((it) => it.user === id))
    const [first] = errors
    if (first && (!flag(args.force) || valid.length === 0)) refuse(first.error, { errors })
    for (const id of valid) enter(world, channel, id, world.bot.userId)
    return { channel: channelJson(world, channel), ...(first ? { errors } : {}) }
  },
  'conversations.kick': (world, args, rule) => {
    const channel = standing(world, args.channel, rule)
    const user = string(args.user)
    if (channel.name === 'general') refuse('cant_kick_from_general')
    if (user === world.bot.userId) refuse('cant_kick_self')
    if (!world.people.has(user)) refuse('user_not_found')
    if (!channel.members.has(user)) refuse('not_in_channel')
    leave(world, channel, user, world.bot.userId)
    return { errors: {} }
  },
  'conversations.join': (world, args) => {
    const channel = seen(world, args.channel)
    if (channel.kind !== 'channel') refuse('method_not_supported_for_channel_type')
    if (channel.archived) refuse('is_archived')
    const warning = 'already_in_channel'
    if (isMember(world, channel)) {
      const warned = { warning, response_metadata: { warnings: [warning] } }
      return { channel: channelJson(world, channel), ...warned }
    }
    enter(world, channel, world.bot.userId)
    return { channel: channelJson(world, channel) }
  },
  'conversations.leave': (world, args, rule) => {
    const channel = seen(world, args.channel, rule)
    if (channel.kind === 'im' || channel.kind === 'mpim') refuse('method_not_supported_for_channel_type')
    if (channel.archived) refuse('is_archived')
    if (channel.name === 'general') refuse('cant_leave_general')
    if (!isMember(world, channel)) return { not_in_channel: true }
    if (channel.kind === 'group' && channel.members.size === 1) refuse('last_member')
    leave(world, channel, world.bot.userId)
    return {}
  },
  'conversations.open': (world, args) => {
    if (args.channel)
      return { channel: { id: seen(world, args.channel).id }, no_op: true, already_open: true }
    const ids = commaList(args.users).filter((it) => it !== world.bot.userId)
    if (commaList(args.users).length === 0) refuse('users_list_not_supplied')
    if (ids.length === 0) refuse('cannot_dm_bot')
    if (ids.length > mostInGroup) refuse('too_many_users')
    for (const id of ids) mustTalk(world, id)
    return ids.length === 1 ? oneToOne(world, string(ids[0]), args) : together(world, ids)
  },
}

/** Lets somebody into a channel, with the message and the event this brings. */
export function enter(world: World, channel: Channel, userId: string, inviter?: string): void {
  if (channel.members.has(userId)) return
  channel.members.add(userId)
  const invited = inviter ? { inviter } : {}
  post(
    world,
    channel,
    userId,
    { text: `<@${userId}> has joined the channel`, subtype: 'channel_join' },
    invited,
  )
  announceIn(world, channel, { ...passage('member_joined_channel', world, channel, userId), ...invited })
  world.changed('channel', channel.id)
}

/** Takes somebody out of a channel: themselves, or by another's hand. */
export function leave(world: World, channel: Channel, userId: string, actor_id = userId): void {
  post(world, channel, userId, { text: `<@${userId}> has left the channel`, subtype: 'channel_leave' })
  announceIn(world, channel, passage('member_left_channel', world, channel, userId))
  channel.members.delete(userId)
  const type = channel.kind === 'group' ? 'group_left' : 'channel_left'
  if (userId === world.bot.userId) announce(world, { type, channel: channel.id, actor_id })
  world.changed('channel', channel.id)
}

function passage(type: string, world: World, channel: Channel, user: string): Json {
  const channel_type = channel.kind === 'channel' ? 'C' : 'G'
  return { type, user, channel: channel.id, channel_type, team: world.team.id }
}

function refusalTo(world: World, channel: Channel, id: string): string | undefined {
  const resident = world.people.get(id)
  if (!resident) return 'user_not_found'
  if (id === world.bot.userId) return 'cant_invite_self'
  if (channel.members.has(id)) return 'already_in_channel'
  if (id === 'USLACKBOT' || resident.kind === 'deactivated') return 'cant_invite'
  if (resident.kind === 'guest') return 'user_is_restricted'
  if (resident.kind === 'single-channel guest') return 'ura_max_channels'
  if (resident.kind === 'stranger') return 'no_external_invite_permission'
  return undefined
}

function mustTalk(world: World, id: string): void {
  const resident = world.people.get(id) ?? refuse('user_not_found')
  if (resident.kind === 'deactivated') refuse('user_disabled')
  if (resident.botId) refuse('cannot_dm_bot')
}

function oneToOne(world: World, id: string, args: Json): Json {
  needScope(world, ['im:write'])
  const known = directChannel(world, id)
  if (!known && flag(args.prevent_creation)) refuse('channel_not_found')
  const channel = openDirect(world, id)
  const already = known ? { no_op: true, already_open: true } : {}
  return { channel: flag(args.return_im) ? channelJson(world, channel) : { id: channel.id }, ...already }
}

function together(world: World, ids: string[]): Json {
  needScope(world, ['mpim:write'])
  const all = new Set([...ids, world.bot.userId])
  const known = [...world.channels.values()].find(
    (it) => it.kind === 'mpim' && it.members.size === all.size && [...all].every((id) => it.members.has(id)),
  )
  const name = `mpdm-${[...all].map((id) => world.people.get(id)?.name).join('--')}-1`
  return { channel: { id: (known ?? addChannel(world, 'mpim', name, world.bot.userId, [...all])).id } }
}

function commaList(value: unknown): string[] {
  const items = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',')
  return [...new Set(items.map((it) => it.trim()).filter(Boolean))]
}
