import type { Channel } from './contract.ts'
import { isJson, type Json, string } from './json.ts'
import { findChannel, findGroup, findPerson, type World } from './world.ts'

const users = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g
const broadcasts = /<!(here|channel|everyone)(?:\|[^>]*)?>/g
const groups = /<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>/g
const token = /<(?:[@#!][^<>]*|(?:https?:\/\/|mailto:|tel:)[^<>]*)>/g

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Text as Slack hands it out again: what is no entity and no token is escaped. */
export function handedOut(text: string): string {
  let out = ''
  let from = 0
  for (const match of text.matchAll(token)) {
    out += plain(text.slice(from, match.index)) + match[0]
    from = match.index + match[0].length
  }
  return out + plain(text.slice(from))
}

/** What a person typed, as Slack stores it: escaped, names and links made tokens. */
export function typed(world: World, text: string, labelled: boolean): string {
  return text
    .split(/(https?:\/\/[^\s<>|]+|@[\p{L}\p{N}._-]+|#[\p{L}\p{N}_-]+)/u)
    .map((part) => tokenFor(world, part, labelled) ?? escaped(part))
    .join('')
}

/** Whom a message reaches with a notification: members it names, and broadcasts with all they reach. */
export function pingsOf(world: World, channel: Channel, author: string, said: Json): string[] {
  const texts = [string(said.text), ...mrkdwnIn(said.blocks), ...mrkdwnIn(said.attachments)].join('\n')
  const pings = new Set<string>()
  const broadcast = [...texts.matchAll(broadcasts)].map(([whole]) => whole.replace(/\|[^>]*/, ''))
  for (const it of broadcast) pings.add(it)
  const called = [...texts.matchAll(groups)].map(([, id]) => string(id))
  for (const id of called) pings.add(`<!subteam^${id}>`)
  const grouped = called.flatMap((id) => world.groups.get(id)?.members ?? [])
  const named = [...[...texts.matchAll(users)].map(([, id]) => string(id)), ...grouped]
  for (const id of broadcast.length > 0 ? [...named, ...channel.members] : named) {
    const kind = world.people.get(id)?.kind
    const human = kind !== undefined && kind !== 'bot' && kind !== 'deactivated'
    if (human && id !== author && channel.members.has(id)) pings.add(id)
  }
  return [...pings]
}

function plain(text: string): string {
  return text
    .replaceAll(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function tokenFor(world: World, part: string, labelled: boolean): string | undefined {
  if (/^https?:\/\//.test(part)) return `<${escaped(part)}>`
  if (/^@(here|channel|everyone)$/.test(part)) return `<!${part.slice(1)}>`
  if (part.startsWith('@')) {
    const named = findPerson(world, part.toLowerCase())
    if (named) return `<@${named.id}${labelled ? `|${named.name}` : ''}>`
    const group = findGroup(world, part)
    return group && !group.disabled
      ? `<!subteam^${group.id}${labelled ? `|@${group.handle}` : ''}>`
      : undefined
  }
  if (part.startsWith('#')) {
    const channel = findChannel(world, part)
    return channel && `<#${channel.id}|${channel.kind === 'group' ? '' : channel.name}>`
  }
  return undefined
}

function mrkdwnIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(mrkdwnIn)
  if (!isJson(node)) return []
  if (node.type === 'mrkdwn' || node.type === 'markdown') return [string(node.text)]
  if (node.type === 'user') return [`<@${string(node.user_id)}>`]
  if (node.type === 'broadcast') return [`<!${string(node.range)}>`]
  if (node.type === 'usergroup') return [`<!subteam^${string(node.usergroup_id)}>`]
  const legacy = ['pretext', 'fallback'].map((key) => string(node[key])).filter(Boolean)
  const bare = node.type === undefined ? [string(node.text), ...legacy] : []
  return [...bare, ...Object.values(node).flatMap(mrkdwnIn)]
}
