import type { Channel } from './contract.ts'
import { announceIn, announceOf } from './events.ts'
import { post } from './posting.ts'
import { refuse } from './refusal.ts'
import type { World } from './world.ts'

const longestName = 80

/** Gives a channel another name, as a person or the app may. */
export function rename(world: World, channel: Channel, by: string, name: string): void {
  const old_name = channel.name
  if (name !== old_name) channel.name = freeName(world, name)
  const text = `has renamed the channel from "${old_name}" to "${name}"`
  post(world, channel, by, { text, subtype: 'channel_name' }, { name, old_name })
  const { id, created } = channel
  const is_channel = channel.kind === 'channel'
  const renamed = { id, name, name_normalized: name, created, is_channel, is_mpim: false }
  announceOf(world, channel, { type: ofKind(channel, 'rename'), channel: renamed })
  world.changed('channel', id)
}

export function archive(world: World, channel: Channel, by: string): void {
  post(world, channel, by, { text: 'archived the channel', subtype: 'channel_archive' })
  channel.archived = true
  announceOf(world, channel, { type: ofKind(channel, 'archive'), channel: channel.id, user: by })
  world.changed('channel', channel.id)
}

/** Opens an archived channel again, as only people can. */
export function unarchive(world: World, channel: Channel, by: string): void {
  channel.archived = false
  post(world, channel, by, { text: 'un-archived the channel', subtype: 'channel_unarchive' })
  const who = channel.kind === 'group' ? { actor_id: by } : { user: by }
  announceOf(world, channel, { type: ofKind(channel, 'unarchive'), channel: channel.id, ...who })
  world.changed('channel', channel.id)
}

/** Makes a public channel private, by which it gets another id. */
export function convert(world: World, channel: Channel, by: string): void {
  const old_channel_id = channel.id
  const new_channel_id = world.ids.next('C')
  world.channels.delete(old_channel_id)
  world.channels.set(new_channel_id, Object.assign(channel, { id: new_channel_id, kind: 'group' }))
  for (const it of [...world.sheets.values(), ...world.uploads.values(), ...whispersOf(world)]) {
    if (it.channelId === old_channel_id) it.channelId = new_channel_id
  }
  world.responseUrls.follow(old_channel_id, new_channel_id)
  announceIn(world, channel, { type: 'channel_id_changed', old_channel_id, new_channel_id })
  const text = 'made this channel *private*. Now, it can only be viewed or joined by invitation.'
  post(world, channel, by, { text, subtype: 'channel_convert_to_private' })
  world.changed('channel', old_channel_id)
  world.changed('channel', new_channel_id)
}

/** Takes a channel and its canvases away for good. */
export function destroy(world: World, channel: Channel, by: string): void {
  const date_deleted = Math.floor(Date.now() / 1000)
  const more = channel.kind === 'group' ? { actor_id: by, date_deleted } : {}
  announceOf(world, channel, { type: ofKind(channel, 'deleted'), channel: channel.id, ...more })
  world.channels.delete(channel.id)
  for (const sheet of world.sheets.values()) if (sheet.channelId === channel.id) sheet.deleted = true
  world.changed('channel', channel.id)
}

/** The name, if Slack takes it and no other channel has it, archived and private ones included. */
export function freeName(world: World, name: string): string {
  if (name === '') refuse('invalid_name_required')
  if ([...name].length > longestName) refuse('invalid_name_maxlength')
  if (/^[\p{P}\p{S}]+$/u.test(name)) refuse('invalid_name_punctuation')
  if (!/^[a-z0-9_-]+$/.test(name)) refuse('invalid_name_specials')
  const taken = [...world.channels.values()].some((it) => it.name === name)
  return taken ? refuse('name_taken') : name
}

function ofKind(channel: Channel, what: string): string {
  return `${channel.kind === 'group' ? 'group' : 'channel'}_${what}`
}

function whispersOf(world: World): { channelId: string | null }[] {
  return [...world.people.values()].flatMap((it) => it.whispers)
}
