import { brief } from '../blocks/brief.ts'
import type { FactType } from '../db/facts.ts'
import { getCard } from '../db/incident/card.ts'
import { briefPosted } from '../db/incident/outside.ts'
import { findResource } from '../db/incident/place.ts'
import { post } from './post.ts'
import type { Keep } from './reaction.ts'

export const postBrief = post<'channel.opened'>({
  of: 'incident',
  lane: 'engagement',
  rank: 'brief',
  label: 'brief',
  channel: async ({ db, incident }) => (await findResource(db, incident, 'channel'))?.externalId,
  message: async ({ db, incident }) => brief(await getCard(db, incident)),
  record: (work, { incident }, posted) => briefPosted(work, incident, posted),
})

export const paintBrief: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  settleMs: 300,

  async paint({ db, world, incident }) {
    const [card, posted] = await Promise.all([getCard(db, incident), findResource(db, incident, 'brief')])
    if (posted) await world.slack.repaint(posted.name, posted.externalId, brief(card))
    return undefined
  },
}

export const pinBrief: Keep<'brief.posted'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  label: 'pin',
  skippable: true,
  method: 'pins.add',

  async paint({ db, world, incident }) {
    const posted = await findResource(db, incident, 'brief')
    if (posted) await world.slack.pin(posted.name, posted.externalId)
    return undefined
  },
}
