import type { Channel, Kind, Message, Place } from './contract.ts'
import type { Stage } from './stage.ts'
import { findChannel, messageAt, type Resident, type ShownView, type World } from './world.ts'

const guests: ReadonlySet<Kind> = new Set<Kind>(['guest', 'single-channel guest', 'stranger'])
const ownKinds = new Set(['file_share', 'me_message', 'thread_broadcast'])

/** What a place a person points at shows them. */
export function stageFor(world: World, self: Resident, where: Place): Stage {
  if (where === 'view') return { view: topOf(self) }
  if (where === 'home') {
    if (!self.home) throw new Error(`${self.name} has no Home tab yet`)
    return { view: self.home }
  }
  const channel = channelSeen(world, self, where.channel)
  const own = self.whispers.find((it) => it.ts === where.ts)
  return { channel, message: own ?? theMessage(channel, where.ts) }
}

export function topOf(self: Resident): ShownView {
  const top = self.stack.at(-1)
  if (!top) throw new Error(`${self.name} has no form open`)
  return top
}

export function theMessage(channel: Channel, ts: string): Message {
  const message = messageAt(channel, ts)
  if (!message) throw new Error(`${channel.name || channel.id} holds no message ${ts}`)
  return message
}

/** A channel this person may look into: public, or their own. */
export function channelSeen(world: World, self: Resident, idOrName: string): Channel {
  awake(self)
  const channel = findChannel(world, idOrName)
  const looksAround = channel?.kind === 'channel' && !guests.has(self.kind)
  if (channel && (looksAround || channel.members.has(self.id))) return channel
  throw new Error(`${self.name} sees no channel ${idOrName}`)
}

/** A channel this person may type in. */
export function channelIn(world: World, self: Resident, idOrName: string): Channel {
  const channel = channelSeen(world, self, idOrName)
  if (!channel.members.has(self.id)) throw new Error(`${self.name} is not in ${idOrName}`)
  if (channel.archived) throw new Error(`${idOrName} is archived`)
  return channel
}

export function mayUse(world: World, self: Resident, callbackId: string, type: 'global' | 'message'): void {
  awake(self)
  if (world.manifest.shortcuts.get(callbackId) === type) return
  throw new Error(`the app has no ${type} shortcut ${callbackId}`)
}

export function awake(self: Resident): void {
  if (self.kind === 'deactivated') throw new Error(`${self.name} is deactivated`)
}

/** A public channel this person may enter. */
export function joinable(world: World, self: Resident, idOrName: string): Channel {
  const channel = channelSeen(world, self, idOrName)
  if (channel.kind !== 'channel') throw new Error(`${idOrName} is entered by invitation`)
  if (channel.archived) throw new Error(`${idOrName} is archived`)
  return channel
}

export function ownMessage(self: Resident, channel: Channel, ts: string): Message {
  const message = theMessage(channel, ts)
  const said = message.subtype === undefined || ownKinds.has(message.subtype)
  if (message.user === self.id && said) return message
  throw new Error(`${ts} is not ${self.name}'s message`)
}

/** The same channel name, for whom the workspace lets manage channels: all but guests and strangers. */
export function insider(self: Resident, channel: string): string {
  awake(self)
  if (guests.has(self.kind)) throw new Error(`${self.name} is a guest and manages no channels`)
  return channel
}

/** The same channel name, for an admin or owner. */
export function admin(self: Resident, channel: string): string {
  awake(self)
  if (self.kind !== 'admin' && self.kind !== 'owner') throw new Error(`${self.name} is no admin`)
  return channel
}
