import { z } from 'zod'
import { move } from './deed.ts'

const channel = { channel: z.string() }

/** What people do with channels. */
export const channelDeeds = {
  join: move(channel, (person, { channel }) => person.joinChannel(channel)),
  leave: move(channel, (person, { channel }) => person.leaveChannel(channel)),
  invite: move({ ...channel, people: z.array(z.string()) }, (person, { channel, people }) =>
    person.invite(channel, people),
  ),
  remove: move({ ...channel, person: z.string() }, (person, { channel, person: gone }) =>
    person.remove(channel, gone),
  ),
  rename: move({ ...channel, name: z.string() }, (person, { channel, name }) =>
    person.renameChannel(channel, name),
  ),
  archive: move(channel, (person, { channel }) => person.archiveChannel(channel)),
  unarchive: move(channel, (person, { channel }) => person.unarchiveChannel(channel)),
  makePrivate: move(channel, (person, { channel }) => person.makePrivate(channel)),
  deleteChannel: move(channel, (person, { channel }) => person.deleteChannel(channel)),
}
