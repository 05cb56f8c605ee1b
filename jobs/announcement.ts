import { announcement } from '../blocks/announcement.ts'
import { listBroadcasts } from '../db/configuration/questions.ts'
import type { Tx } from '../db/database.ts'
import type { Fact, FactType } from '../db/facts.ts'
import { getCard } from '../db/incident/card.ts'
import { announcementPosted } from '../db/incident/outside.ts'
import { findResource } from '../db/incident/place.ts'
import { post } from './post.ts'
import type { Keep } from './reaction.ts'

/** A restricted incident is announced nowhere. */
async function broadcastsFor(tx: Tx, fact: Fact): Promise<string[]> {
  const card = await getCard(tx, Number(fact.incidentId))
  return card.visibility === 'restricted'
    ? []
    : listBroadcasts(tx, { type: card.type.key, priority: card.priority.key })
}

export const announce = post<'channel.opened' | 'channel.late'>({
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  label: 'announcement',
  skippable: true,
  places: broadcastsFor,
  channel: async ({ place }) => place,
  message: async ({ db, incident }) => announcement(await getCard(db, incident)),
  record: (work, { incident }, posted) => announcementPosted(work, incident, posted),
})

export const paintAnnouncements: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  settleMs: 300,
  places: async (tx, fact) => {
    const { resources } = await getCard(tx, Number(fact.incidentId))
    return resources.filter((one) => one.kind === 'announcement').map((one) => one.place)
  },

  async paint({ db, world, incident, place }) {
    const [card, posted] = await Promise.all([
      getCard(db, incident),
      findResource(db, incident, 'announcement', place),
    ])
    if (posted) await world.slack.repaint(posted.name, posted.externalId, announcement(card))
    return undefined
  },
}
