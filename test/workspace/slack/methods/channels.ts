import { tabsOf } from '../canvas/sheets.ts'
import { archive, freeName, rename } from '../channel-life.ts'
import type { Channel } from '../contract.ts'
import { announce } from '../events.ts'
import { flag, type Json, string } from '../json.ts'
import { post } from '../posting.ts'
import { needScope, refuse } from '../refusal.ts'
import { channelJson } from '../render.ts'
import { addChannel, type World } from '../world.ts'
import type { Method } from './all.ts'
import { enter } from './members.ts'
import { isMember, seen, standing } from './reach.ts'

const longestTopic = 250

export const channels: Record<string, Method> = {
  'conversations.create': (world, args, rule) => {
    const kind = flag(args.is_private) ? 'group' : 'channel'
    if (rule.byKind) needScope(world, rule.byKind[kind])
    const name = freeName(world, string(args.name))
    const channel = addChannel(world, kind, name, world.bot.userId, [])
    if (kind === 'channel') {
      const { id, created, creator } = channel
      announce(world, { type: 'channel_created', channel: { id, name, created, creator, is_channel: true } })
    }
    enter(world, channel, world.bot.userId)
    return { channel: channelJson(world, channel) }
  },
  'conversations.rename': (world, args, rule) => {
    const channel = standing(world, args.channel, rule)
    rename(world, channel, world.bot.userId, string(args.name))
    return { channel: channelJson(world, channel) }
  },
  'conversations.setTopic': (world, args, rule) => {
    const channel = standing(world, args.channel, rule)
    setWords(world, channel, 'topic', string(args.topic))
    return { channel: channelJson(world, channel) }
  },
  'conversations.setPurpose': (world, args, rule) => {
    const channel = standing(world, args.channel, rule)
    setWords(world, channel, 'purpose', string(args.purpose))
    return { purpose: channel.purpose, channel: channelJson(world, channel) }
  },
  'conversations.archive': (world, args, rule) => {
    const known = seen(world, args.channel, rule)
    if (known.archived) refuse('already_archived')
    if (known.name === 'general') refuse('cant_archive_general')
    archive(world, standing(world, args.channel, rule), world.bot.userId)
    return {}
  },
  // The page of this method says that bot tokens fail; issues report this code.
  'conversations.unarchive': (world, args, rule) => {
    const channel = seen(world, args.channel, rule)
    return refuse(channel.archived ? 'not_in_channel' : 'not_archived')
  },
  'conversations.info': (world, args, rule) => {
    const channel = seen(world, args.channel, rule)
    const count = flag(args.include_num_members) ? { num_members: channel.members.size } : {}
    return { channel: { ...channelJson(world, channel), ...propertiesOf(world, channel), ...count } }
  },
  'conversations.close': (world, args, rule) => {
    const channel = seen(world, args.channel, rule)
    if (channel.kind !== 'im' && channel.kind !== 'mpim') refuse('method_not_supported_for_channel_type')
    return {}
  },
  'conversations.mark': (world, args, rule) => {
    const channel = seen(world, args.channel, rule)
    return isMember(world, channel) ? {} : refuse('not_in_channel')
  },
}

function propertiesOf(world: World, channel: Channel): Json {
  const tabs = tabsOf(world, channel)
  const own = tabs.find((it) => it.main)
  if (tabs.length === 0) return {}
  const canvas = own && { file_id: own.id, is_empty: own.markdown === '', quip_thread_id: `Q${own.id}` }
  const shown = tabs.map((it) => ({
    id: `Ct${it.id}`,
    label: it.title,
    type: 'canvas',
    data: { file_id: it.id },
  }))
  const files = { id: 'files', label: '', type: 'files' }
  return { properties: { ...(canvas ? { canvas } : {}), tabs: [...shown, files] } }
}

function setWords(world: World, channel: Channel, which: 'topic' | 'purpose', words: string): void {
  if ([...words].length > longestTopic) refuse('too_long')
  if (channel[which] === words) return
  channel[which] = words
  const text = words ? `set the channel ${which}: ${words}` : `cleared the channel ${which}`
  post(world, channel, world.bot.userId, { text, subtype: `channel_${which}` }, { [which]: words })
  world.changed('channel', channel.id)
}
