import { announcement } from '../../blocks/incident/announcement.ts'
import { isLostOutlet } from '../../db/channel/outlets.ts'
import type { Tx } from '../../db/database.ts'
import type { FactType } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { announcementPosted } from '../../db/incident/outside.ts'
import { findResource, listBroadcastsFor, listPictures, listPlaces } from '../../db/incident/place.ts'
import { findFactType } from '../../db/work/questions.ts'
import { outdate, pictureOf, show } from '../picture.ts'
import { post } from '../post.ts'
import type { Keep, Scene } from '../reaction.ts'
import { namesCommander } from './command.ts'

export const announce = post<'channel.opened' | 'channel.late' | 'incident.updated'>({
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  label: 'announcement',
  skippable: true,
  // Of another type or priority it may concern others.
  when: ({ data }) =>
    !('changes' in data) || data.changes.some(({ field }) => field === 'type' || field === 'priority'),
  places: (tx, fact) => listBroadcastsFor(tx, Number(fact.incidentId)),
  channel: async (scene) => {
    const [{ visibility }, outlet] = await Promise.all([getCard(scene.db, scene.incident), outletOf(scene)])
    return visibility === 'open' ? outlet : undefined
  },
  // What was posted before the incident was restricted is to be masked, so it must be found.
  searched: outletOf,
  message: async ({ db, incident }) => announcement(await getCard(db, incident)),
  record: async (work, { db, incident, lease }, posted, face) => {
    const cause = await findFactType(db, lease.factId)
    const shown = face ? { picture: pictureOf(face) } : undefined
    await announcementPosted(work, incident, { ...posted, early: cause !== 'channel.opened', shown })
  },
})

export const paintAnnouncements: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  settleMs: 300,
  restMs: 2_000,
  when: namesCommander,
  places: (tx, fact) =>
    fact.type === 'announcement.posted'
      ? outdated(tx, Number(fact.incidentId))
      : listPlaces(tx, Number(fact.incidentId), 'announcement'),

  async paint(scene) {
    const { db, world, incident, place } = scene
    const [card, posted] = await Promise.all([
      getCard(db, incident),
      findResource(db, incident, 'announcement', place),
    ])
    if (!posted) return undefined
    const face = announcement(card)
    if (await isLostOutlet(db, place)) return outdate(posted, face)
    return show(scene, posted, face, () => world.slack.repaint(posted.name, posted.externalId, face))
  },
}

async function outletOf({ db, place }: Scene): Promise<string | undefined> {
  return (await isLostOutlet(db, place)) ? undefined : place
}

// Much may have changed from what a try read until it is known where that was posted.
async function outdated(tx: Tx, incident: number): Promise<string[]> {
  const [card, shown] = await Promise.all([getCard(tx, incident), listPictures(tx, incident, 'announcement')])
  const now = pictureOf(announcement(card))
  return shown.filter(({ picture }) => picture !== now).map(({ place }) => place)
}
