import { maskedMessage } from '../../blocks/access/restrict.ts'
import { channelLost, type LostChannel } from '../../blocks/channel/lost.ts'
import { listDeciders, maySee } from '../../db/access/questions.ts'
import type { Fact, FactData } from '../../db/facts.ts'
import { findResource, isClosed } from '../../db/incident/place.ts'
import { getFact } from '../../db/record.ts'
import { listPosted } from '../../db/work/questions.ts'
import { tolerate } from '../clients/slack-channels.ts'
import { repaintIfThere } from '../people/repaint.ts'
import { inConfidence, post } from '../post.ts'
import type { Keep, Scene } from '../reaction.ts'

/** Whoever leads an open incident whose channel people took away hears who did it, and what can be done. */
export const tellLost = post<'channel.lost'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'channel',
  when: isOfPeople,
  places: (tx, fact) => listDeciders(tx, Number(fact.incidentId)),
  channel: async (scene) => ((await isOver(scene)) ? undefined : inConfidence(scene)),
  message: async (scene) => channelLost(await lostChannel(scene, await lossIn(scene))),
})

/** Where that was told it says how it went on, and what is over cannot be pressed any more. */
export const paintLost: Keep<'channel.regained' | 'channel.replaced' | 'channel.lost' | 'channel.moved'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  settleMs: 300,

  async paint(scene) {
    const { db, incident } = scene
    for (const { place, data, ...at } of await listPosted<'channel.lost'>(db, 'tellLost', incident)) {
      const isOpenTo = await maySee(db, place, incident)
      const message = isOpenTo ? channelLost(await lostChannel(scene, data)) : maskedMessage(incident)
      await repaintIfThere(scene, at, message)
    }
    return undefined
  },
}

/** Somebody who may asks the app back into a channel that it was taken out of. */
export const comeBack: Keep<'channel.asked'> = {
  kind: 'keep',
  of: 'fact',
  lane: 'engagement',
  rank: 'channel',
  method: 'conversations.join',
  when: ({ data }) => data.wish === 'return',

  async paint({ db, world, lease }) {
    const { data } = await getFact(db, lease.factId, 'channel.asked')
    // A private one needs an invitation, as its message says.
    await tolerate('method_not_supported_for_channel_type', () => world.slack.join(data.channel))
    return undefined
  },
}

type Loss = FactData<'channel.lost'>

function isOfPeople({ data }: Fact<'channel.lost'>): boolean {
  return data.by !== null || data.own === false
}

async function lossIn({ db, lease }: Scene): Promise<Loss> {
  return (await getFact(db, lease.factId, 'channel.lost')).data
}

// Given back, or closed, before it could be told.
async function isOver({ db, incident }: Scene): Promise<boolean> {
  const [room, closed] = await Promise.all([findResource(db, incident, 'channel'), isClosed(db, incident)])
  return closed || !room?.lost
}

async function lostChannel({ db, world, incident }: Scene, { channel, how, by }: Loss): Promise<LostChannel> {
  const [room, former] = await Promise.all([
    findResource(db, incident, 'channel'),
    findResource(db, incident, 'former_channel', channel),
  ])
  const told = { incident, channel, how, by, name: (former ?? room)?.name ?? '' }
  if (room && room.externalId !== channel)
    return { ...told, now: { kind: 'elsewhere', channel: room.externalId } }
  if (!room?.lost) return { ...told, now: { kind: 'back' } }
  const seen = how === 'removed' ? await world.slack.findChannel(channel) : undefined
  return { ...told, now: { kind: 'lost', isPublic: seen !== undefined && !seen.isPrivate } }
}
