import type { Channel } from '../contract.ts'
import { type Json, points, string } from '../json.ts'
import { refuse, refuseArguments } from '../refusal.ts'
import type { World } from '../world.ts'
import type { Method } from './all.ts'
import { isMember, seen } from './reach.ts'

const most = 100
const longestTitle = 256
const longestLink = 2048

export const bookmarks: Record<string, Method> = {
  'bookmarks.add': (world, args) => {
    const channel = writable(world, args)
    if (args.type !== 'link') refuse('invalid_bookmark_type')
    const title = titleOf(args)
    const link = linkOf(args)
    if (channel.bookmarks.length >= most) refuse('too_many_bookmarks')
    const bookmark = { id: world.ids.next('Bk'), title, link, ...emojiOf(args) }
    channel.bookmarks.push(bookmark)
    world.changed('channel', channel.id)
    return { bookmark: shown(channel, bookmark) }
  },
  'bookmarks.edit': (world, args) => {
    const channel = writable(world, args)
    const bookmark = bookmarkOf(channel, args)
    if (args.title !== undefined) bookmark.title = titleOf(args)
    if (args.link !== undefined) bookmark.link = linkOf(args)
    Object.assign(bookmark, emojiOf(args))
    world.changed('channel', channel.id)
    return { bookmark: shown(channel, bookmark) }
  },
  'bookmarks.remove': (world, args) => {
    const channel = writable(world, args)
    const bookmark = bookmarkOf(channel, args)
    channel.bookmarks = channel.bookmarks.filter((it) => it !== bookmark)
    world.changed('channel', channel.id)
    return {}
  },
  'bookmarks.list': (world, args) => {
    const channel = seen(world, args.channel_id)
    return { bookmarks: channel.bookmarks.map((it) => shown(channel, it)) }
  },
}

function writable(world: World, args: Json): Channel {
  const channel = seen(world, args.channel_id)
  if (!isMember(world, channel) || channel.archived) refuse('permission_denied')
  return channel
}

function bookmarkOf(channel: Channel, args: Json): Channel['bookmarks'][number] {
  return channel.bookmarks.find((it) => it.id === args.bookmark_id) ?? refuse('not_found')
}

function titleOf(args: Json): string {
  const title = string(args.title)
  if (points(title) > longestTitle) refuseArguments(`must be less than ${longestTitle + 1} characters`)
  return title || refuseArguments('must be more than 0 characters')
}

function linkOf(args: Json): string {
  const link = string(args.link)
  if (!/^https?:\/\/\S+$/.test(link) || points(link) > longestLink) refuse('invalid_link')
  return link
}

function emojiOf(args: Json): { emoji?: string } {
  const emoji = string(args.emoji)
  if (emoji && !/^:[^:\s]+:$/.test(emoji)) refuse('invalid_emoji')
  return emoji ? { emoji } : {}
}

function shown(channel: Channel, bookmark: Channel['bookmarks'][number]): Json {
  const { id, title, link, emoji = '' } = bookmark
  return { id, channel_id: channel.id, title, link, emoji, type: 'link', icon_url: null, entity_id: null }
}
