import { levelOf, write } from './canvas/sheets.ts'
import { archive, convert, destroy, rename, unarchive } from './channel-life.ts'
import type { Channel } from './contract.ts'
import type { Moves } from './contract-moves.ts'
import { typed } from './mentions.ts'
import { enter, leave } from './methods/members.ts'
import { unreact } from './methods/reactions.ts'
import { erase, rewrite } from './posting.ts'
import { admin, awake, channelIn, channelSeen, insider, joinable, ownMessage, theMessage } from './sight.ts'
import { offered } from './suggestions.ts'
import { findPerson, type Resident, type World } from './world.ts'

/** A person's hands on messages, channels and canvases. */
export function movesOf(world: World, self: Resident): Moves {
  return { ...wordsOf(world, self), ...passageOf(world, self), ...careOf(world, self) }
}

type Words = Pick<Moves, 'unreact' | 'edit' | 'erase' | 'editCanvas' | 'suggest'>
type Passage = Pick<Moves, 'joinChannel' | 'leaveChannel' | 'invite' | 'remove'>
type Care = Omit<Moves, keyof Words | keyof Passage>

function wordsOf(world: World, self: Resident): Words {
  return {
    async unreact(channel, ts, name) {
      const where = channelIn(world, self, channel)
      unreact(world, where, theMessage(where, ts), self.id, name)
    },
    async edit(channel, ts, text) {
      const where = channelIn(world, self, channel)
      rewrite(world, where, ownMessage(self, where, ts), { text: typed(world, text, false), edited: true })
    },
    async erase(channel, ts) {
      const where = channelIn(world, self, channel)
      erase(world, where, ownMessage(self, where, ts))
    },
    editCanvas: async (canvasId, markdown) => writeIn(world, self, canvasId, markdown),
    suggest: (where, actionId, words) => offered(world, self, where, actionId, words),
  }
}

function passageOf(world: World, self: Resident): Passage {
  return {
    async joinChannel(channel) {
      enter(world, joinable(world, self, channel), self.id)
    },
    async leaveChannel(channel) {
      const where = channelIn(world, self, channel)
      if (where.name === 'general') throw new Error('nobody leaves general')
      leave(world, where, self.id)
    },
    async invite(channel, people) {
      const where = channelIn(world, self, insider(self, channel))
      const guests = people.map((it) => invited(world, self, it))
      for (const guest of guests) enter(world, where, guest.id, self.id)
    },
    async remove(channel, person) {
      const where = channelIn(world, self, insider(self, channel))
      const gone = findPerson(world, person)
      if (!gone || !where.members.has(gone.id)) throw new Error(`${person} is not in ${channel}`)
      if (gone === self) throw new Error('one leaves a channel by leaving it')
      leave(world, where, gone.id, self.id)
    },
  }
}

function careOf(world: World, self: Resident): Care {
  return {
    async renameChannel(channel, name) {
      rename(world, channelIn(world, self, insider(self, channel)), self.id, name)
    },
    async archiveChannel(channel) {
      archive(world, movable(channelIn(world, self, insider(self, channel))), self.id)
    },
    async unarchiveChannel(channel) {
      const where = channelSeen(world, self, insider(self, channel))
      if (!where.archived) throw new Error(`${channel} is not archived`)
      unarchive(world, where, self.id)
    },
    async makePrivate(channel) {
      const where = movable(channelSeen(world, self, admin(self, channel)))
      if (where.kind !== 'channel') throw new Error(`${channel} is no public channel`)
      convert(world, where, self.id)
    },
    async deleteChannel(channel) {
      destroy(world, movable(channelSeen(world, self, admin(self, channel))), self.id)
    },
  }
}

function writeIn(world: World, self: Resident, canvasId: string, markdown: string): void {
  awake(self)
  const sheet = world.sheets.get(canvasId)
  const level = sheet && !sheet.deleted ? levelOf(world, sheet, self.id) : undefined
  if (!sheet || !level) throw new Error(`${self.name} sees no canvas ${canvasId}`)
  if (level === 'read') throw new Error(`${self.name} may only read ${canvasId}`)
  write(world, sheet, self.id, { markdown })
}

function movable(channel: Channel): Channel {
  if (channel.name === 'general') throw new Error('general stays as it is')
  if (channel.kind === 'im' || channel.kind === 'mpim') throw new Error('messages between people stay')
  return channel
}

function invited(world: World, by: Resident, idOrName: string): Resident {
  const guest = findPerson(world, idOrName)
  if (!guest || guest.kind === 'deactivated' || guest.id === 'USLACKBOT') {
    throw new Error(`nobody can invite ${idOrName}`)
  }
  const managed = by.kind === 'admin' || by.kind === 'owner'
  if (guest.kind === 'guest' && !managed) throw new Error(`only an admin invites the guest ${guest.name}`)
  if (guest.kind === 'single-channel guest') throw new Error(`${guest.name} has a channel already`)
  if (guest.kind === 'stranger') throw new Error(`${guest.name} belongs to another workspace`)
  return guest
}
