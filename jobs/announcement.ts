import { announcement } from '../blocks/announcement.ts'
import type { FactType } from '../db/facts.ts'
import { getCard } from '../db/incident/card.ts'
import { announcementPosted } from '../db/incident/outside.ts'
import { findResource, listBroadcastsFor, listPlaces } from '../db/incident/place.ts'
import { findFactType } from '../db/work/questions.ts'
import { post } from './post.ts'
import type { Keep } from './reaction.ts'

export const announce = post<'channel.opened' | 'channel.late'>({
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  label: 'announcement',
  skippable: true,
  places: (tx, fact) => listBroadcastsFor(tx, Number(fact.incidentId)),
  channel: async ({ place }) => place,
  message: async ({ db, incident }) => announcement(await getCard(db, incident)),
  record: async (work, { db, incident, lease }, posted) => {
    const cause = await findFactType(db, lease.factId)
    await announcementPosted(work, incident, posted, cause === 'channel.late')
  },
})

export const paintAnnouncements: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  settleMs: 300,
  // One that was posted before the channel stood may have missed it.
  when: ({ type, data }) => type !== 'announcement.posted' || ('early' in data && data.early),
  places: (tx, fact) => listPlaces(tx, Number(fact.incidentId), 'announcement'),

  async paint({ db, world, incident, place }) {
    const [card, posted] = await Promise.all([
      getCard(db, incident),
      findResource(db, incident, 'announcement', place),
    ])
    if (posted) await world.slack.repaint(posted.name, posted.externalId, announcement(card))
    return undefined
  },
}
