import { brief } from '../../blocks/incident/brief.ts'
import type { FactType } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { briefPosted } from '../../db/incident/outside.ts'
import { findResource, isBeforeChannel } from '../../db/incident/place.ts'
import { changesCrew } from '../people/crew.ts'
import { show } from '../picture.ts'
import { incidentChannel, post } from '../post.ts'
import type { Keep, Once } from '../reaction.ts'

export const postBrief = post<FactType>({
  of: 'incident',
  lane: 'engagement',
  rank: 'brief',
  label: 'brief',
  // The channel that takes the place of another has a brief of its own.
  channel: async (scene) => {
    const { db, incident, lease } = scene
    const [isBefore, channel] = await Promise.all([
      isBeforeChannel(db, incident, lease.factId),
      findResource(db, incident, 'channel'),
    ])
    if (isBefore) return undefined
    return channel?.lost === 'exposed' ? undefined : incidentChannel(scene)
  },
  message: async ({ db, incident }) => brief(await getCard(db, incident)),
  record: (work, { incident }, posted) => briefPosted(work, incident, posted),
})

/** The brief in a channel that took the place of another. */
export const postBriefAnew: Once<'channel.replaced'> = { ...postBrief, of: 'fact' }

export const paintBrief: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  settleMs: 300,
  restMs: 2_000,
  when: changesCrew,

  async paint(scene) {
    const { db, world, incident } = scene
    const [card, posted] = await Promise.all([getCard(db, incident), findResource(db, incident, 'brief')])
    const lost = card.resources.some((one) => one.kind === 'channel' && one.lost)
    if (!posted || lost) return undefined
    const face = brief(card)
    return show(scene, posted, face, () => world.slack.repaint(posted.name, posted.externalId, face))
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
