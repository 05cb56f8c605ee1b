import { farewell, maskedMessage } from '../../blocks/access/restrict.ts'
import { incidentName } from '../../blocks/kit.ts'
import { isLostOutlet } from '../../db/channel/outlets.ts'
import { announcementsDoubted } from '../../db/incident/picture.ts'
import { findChannelToLeave, findResource } from '../../db/incident/place.ts'
import { listTold } from '../../db/people/told.ts'
import { listPosted } from '../../db/work/questions.ts'
import { getSettled, repaintIfThere } from '../people/repaint.ts'
import { post } from '../post.ts'
import type { Keep, Scene } from '../reaction.ts'

/** The replies to an announcement say nothing any more of an incident that is restricted. */
export const maskThreads: Keep<'incident.restricted'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  places: (tx, fact) => listTold(tx, Number(fact.incidentId), 'tellThreads'),

  async paint(scene) {
    const { at } = await getSettled(scene)
    if (!at) return undefined
    const isMasked =
      !(await isLostOutlet(scene.db, at.channel)) &&
      (await repaintIfThere(scene, at, maskedMessage(scene.incident)))
    return isMasked ? undefined : (work) => announcementsDoubted(work, scene.incident, [at.channel])
  },
}

/** The brief and the topic of the channel that was open to all say no more than that it is restricted. */
export const maskFormer: Keep<'channel.replaced'> = {
  kind: 'keep',
  of: 'fact',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  when: ({ data }) => data.reason === 'restricted',
  places: async (_, { data }) => [data.former],

  async paint(scene) {
    await maskChannel(scene, scene.place)
    return undefined
  },
}

/** The same for an incident that is over, which goes on in no other channel: its own, open to all, is written in no more. */
export const maskLeft: Keep<
  'incident.restricted' | 'incident.updated' | 'incident.declined' | 'incident.merged'
> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  when: ({ data }) => !('changes' in data) || data.changes.some(({ to }) => to === 'closed'),
  places: async (tx, { incidentId }) => {
    const channel = await findResource(tx, Number(incidentId), 'channel')
    return channel?.lost === 'exposed' ? [channel.externalId] : []
  },

  async paint(scene) {
    const { db, world, incident, place } = scene
    if (await findChannelToLeave(db, incident)) return undefined
    await maskChannel(scene, place)
    const sheet = await findResource(db, incident, 'summary')
    if (sheet && !sheet.lost) await world.slack.hideCanvas(sheet.externalId, place)
    return undefined
  },
}

async function maskChannel(scene: Scene, place: string): Promise<void> {
  const { db, world, incident } = scene
  const briefs = await Promise.all(
    ['postBrief', 'postBriefAnew'].map((name) => listPosted(db, name, incident)),
  )
  for (const one of briefs.flat().filter(({ channel }) => channel === place))
    await repaintIfThere(scene, one, maskedMessage(incident))
  // Where the channel cannot be used just now, this waits for it.
  await world.slack.setTopic(place, `${incidentName(incident)} · restricted`)
}

export const tellFormer = post<'channel.replaced'>({
  of: 'fact',
  lane: 'integrations',
  rank: 'updates',
  when: ({ data }) => data.reason === 'restricted',
  places: async (_, { data }) => [data.former],
  channel: async ({ place }) => place,
  message: async ({ db, incident }) => {
    const next = await findResource(db, incident, 'channel')
    if (!next) throw new Error(`incident ${incident} has no channel to go on in`)
    return farewell(incident, next.externalId)
  },
})
