import type { FactType } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { type Invited, peopleInvited } from '../../db/incident/outside.ts'
import { findResource } from '../../db/incident/place.ts'
import type { Keep } from '../reaction.ts'

/** Slack's advice for one call: docs.slack.dev, conversations.invite. */
const atOnce = 100

/** Slack's clock may be behind by this much; who came and went just before that is not told apart. */
const skewMs = 2_000

export const inviteParticipants: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'engagement',
  rank: 'invites',
  label: 'people',
  method: 'conversations.invite',

  async paint(scene) {
    const since = new Date(Date.now() - scene.lease.sinceFirstAsked - skewMs)
    const [card, channel] = await Promise.all([
      getCard(scene.db, scene.incident),
      findResource(scene.db, scene.incident, 'channel'),
    ])
    const missing = card.people.filter((one) => !one.invited && !one.refused).map((one) => one.id)
    if (!channel || channel.lost || missing.length === 0) return undefined
    // Whom a try without an answer brought in may have left again, unheard of yet.
    const came = scene.lease.ambiguous ? await scene.world.slack.listArrivals(channel.externalId, since) : []
    const people = missing.filter((one) => came.includes(one))
    const all: Invited = { channel: channel.externalId, people, refused: [] }
    const others = missing.filter((one) => !came.includes(one))
    for (let at = 0; at < others.length; at += atOnce) {
      const answer = await scene.world.slack.invite(channel.externalId, others.slice(at, at + atOnce))
      all.people.push(...answer.invited)
      all.refused.push(...answer.refused)
    }
    return (work) => peopleInvited(work, card.id, all)
  },
}
