import { welcome } from '../../blocks/people/welcome.ts'
import type { Fact } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { findInvolvement, listWelcome } from '../../db/people/welcome.ts'
import { post } from '../post.ts'

/** Whom others bring in is told why and what is expected, once, when they are in the channel. */
export const welcomePerson = post<'people.invited' | 'participant.added'>({
  of: 'incident',
  lane: 'engagement',
  rank: 'updates',
  places: (tx, fact) => listWelcome(tx, Number(fact.incidentId), newcomersOf(fact)),
  channel: async ({ db, incident, place }) =>
    (await findInvolvement(db, incident, place)) ? place : undefined,
  message: async ({ db, incident, place }) => {
    const [card, involved] = await Promise.all([getCard(db, incident), findInvolvement(db, incident, place)])
    const gone = { person: place, why: 'asked', by: null, reason: '', observer: true, group: null } as const
    return welcome(card, involved ?? gone)
  },
})

function newcomersOf({ data }: Fact<'people.invited' | 'participant.added'>): string[] {
  return 'people' in data ? data.people : [data.person]
}
