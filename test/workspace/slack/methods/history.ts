import type { Channel, Message } from '../contract.ts'
import { flag, type Json, string } from '../json.ts'
import { refuse } from '../refusal.ts'
import { messageJson } from '../render.ts'
import { messageAt, type World } from '../world.ts'
import type { Method } from './all.ts'
import { limitOf } from './paging.ts'
import { joined } from './reach.ts'

const mostMessages = 999

export const history: Record<string, Method> = {
  'conversations.history': (world, args, rule) => {
    const channel = joined(world, args.channel, rule)
    const within = spanOf(args)
    const shown = channel.messages.filter((it) => inChannel(it) && within(it.ts)).reverse()
    const rest = { latest: args.latest, pin_count: channel.pins.length }
    return { ...pageOf(world, channel, shown, args, 100, (it, mark) => later(mark, it)), ...rest }
  },
  'conversations.replies': (world, args, rule) => {
    const channel = joined(world, args.channel, rule)
    const within = spanOf(args)
    const asked = messageAt(channel, string(args.ts)) ?? refuse('thread_not_found')
    const root = asked.threadTs ?? asked.ts
    const thread = channel.messages.filter((it) => it.ts === root || it.threadTs === root)
    const shown = thread.filter((it) => it.ts === root || within(it.ts))
    return pageOf(world, channel, shown, args, 1000, (it, mark) => later(it, mark))
  },
}

type Beyond = (ts: string, mark: string) => boolean

function pageOf(
  world: World,
  channel: Channel,
  shown: Message[],
  args: Json,
  usual: number,
  beyond: Beyond,
): Json {
  const mark = args.cursor ? markOf(string(args.cursor)) : undefined
  const left = mark === undefined ? shown : shown.filter((it) => beyond(it.ts, mark))
  const items = left.slice(0, limitOf(args, usual, mostMessages + 1))
  const has_more = left.length > items.length
  const withMetadata = flag(args.include_all_metadata)
  const next_cursor = Buffer.from(`next_ts:${items.at(-1)?.ts}`).toString('base64')
  return {
    messages: items.map((it) => messageJson(world, channel, it, withMetadata)),
    has_more,
    ...(has_more ? { response_metadata: { next_cursor } } : {}),
  }
}

function markOf(cursor: string): string {
  const [, ts] = /^next_ts:(\d+\.\d{6})$/.exec(Buffer.from(cursor, 'base64').toString()) ?? []
  return ts ?? refuse('invalid_cursor')
}

function inChannel(message: Message): boolean {
  return message.threadTs === undefined || message.subtype === 'thread_broadcast'
}

function spanOf(args: Json): (ts: string) => boolean {
  const oldest = moment(args.oldest, 'invalid_ts_oldest')
  const latest = moment(args.latest, 'invalid_ts_latest')
  const inclusive = flag(args.inclusive)
  return (ts) => {
    const young = oldest === undefined || later(ts, oldest) || (inclusive && ts === oldest)
    const old = latest === undefined || later(latest, ts) || (inclusive && ts === latest)
    return young && old
  }
}

function moment(value: unknown, refusal: string): string | undefined {
  if (value === undefined || value === '' || value === null) return undefined
  const [, seconds, micros = ''] = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(String(value)) ?? []
  return seconds === undefined ? refuse(refusal) : `${seconds}.${micros.padEnd(6, '0')}`
}

function later(one: string, other: string): boolean {
  return one.padStart(17, '0') > other.padStart(17, '0')
}
