import type { Channel, Choice } from './contract.ts'
import { isJson, type Json, string } from './json.ts'
import type { Resident, World } from './world.ts'

/** Throws where Slack's list of people or channels would not hold what is chosen. */
export function mustBeListed(world: World, by: Resident, element: Json, choice: Choice): void {
  const type = string(element.type).replace('multi_', '')
  const ids = choice === null ? [] : [choice].flat()
  for (const id of ids) {
    if (type === 'users_select' && !personListed(world, id)) throw new Error(`no list shows a person ${id}`)
    const channel = world.channels.get(id)
    if (type === 'channels_select' && !channelListed(by, channel)) throw new Error(`no list shows ${id}`)
    if (type !== 'conversations_select') continue
    if (!channel || !conversationListed(world, by, element, channel)) throw new Error(`no list shows ${id}`)
  }
}

function personListed(world: World, id: string): boolean {
  const kind = world.people.get(id)?.kind
  return kind !== undefined && kind !== 'deactivated'
}

function channelListed(by: Resident, channel: Channel | undefined): boolean {
  if (channel?.kind !== 'channel' || channel.archived) return false
  const guest = by.kind === 'guest' || by.kind === 'single-channel guest' || by.kind === 'stranger'
  return !guest || channel.members.has(by.id)
}

function conversationListed(world: World, by: Resident, element: Json, channel: Channel): boolean {
  const filter = isJson(element.filter) ? element.filter : {}
  const word = { channel: 'public', group: 'private', im: 'im', mpim: 'mpim' }[channel.kind]
  if (Array.isArray(filter.include) && !filter.include.includes(word)) return false
  const withBot = channel.kind === 'im' && channel.members.has(world.bot.userId)
  if (filter.exclude_bot_users === true && withBot) return false
  return channelListed(by, channel) || (channel.members.has(by.id) && !channel.archived)
}
