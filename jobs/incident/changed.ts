import { type Changed, changedMessage, changedReply } from '../../blocks/incident/changed.ts'
import { isLostOutlet } from '../../db/channel/outlets.ts'
import { listOptions } from '../../db/configuration/questions.ts'
import { getCard } from '../../db/incident/card.ts'
import { findResource, isBeforeChannel, listAnnounced } from '../../db/incident/place.ts'
import { getFact } from '../../db/record.ts'
import { incidentChannel, post } from '../post.ts'
import type { Scene } from '../reaction.ts'

/** One message for each submitted change, in the incident's channel. */
export const tellChannel = post<'incident.updated'>({
  of: 'fact',
  lane: 'integrations',
  rank: 'updates',
  channel: async (scene) =>
    (await isBeforeChannel(scene.db, scene.incident, scene.lease.factId, ['restricted', 'reopened']))
      ? undefined
      : incidentChannel(scene),
  message: async (scene) => changedMessage(await changedIn(scene)),
})

/** The same as a reply to each announcement, which itself shows only how it stands now. */
export const tellThreads = post<'incident.updated'>({
  of: 'fact',
  lane: 'integrations',
  rank: 'updates',
  places: (tx, fact) => listAnnounced(tx, Number(fact.incidentId)),
  channel: async (scene) => {
    const [{ visibility }, thread] = await Promise.all([
      getCard(scene.db, scene.incident),
      threadPlace(scene),
    ])
    return visibility === 'open' ? thread : undefined
  },
  // What was posted before the incident was restricted is to be masked, so it must be found.
  searched: threadPlace,
  thread: rootOf,
  message: async (scene) => changedReply(await changedIn(scene)),
})

async function threadPlace(scene: Scene): Promise<string | undefined> {
  if (await isLostOutlet(scene.db, scene.place)) return undefined
  return (await rootOf(scene)) && scene.place
}

async function rootOf({ db, incident, place }: Scene): Promise<string | undefined> {
  return (await findResource(db, incident, 'announcement', place))?.externalId
}

async function changedIn({ db, incident, lease }: Scene): Promise<Changed> {
  const [card, fact, options] = await Promise.all([
    getCard(db, incident),
    getFact(db, lease.factId, 'incident.updated'),
    listOptions(db),
  ])
  return { card, fact, options }
}
