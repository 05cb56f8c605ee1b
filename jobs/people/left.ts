import { leftInRole } from '../../blocks/people/left.ts'
import { listHeld } from '../../db/people/holding.ts'
import { post } from '../post.ts'

/** Who left the channel and holds a role is asked to hand it over, once each time. */
export const askToHandOver = post<'participant.left'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  places: async (tx, { incidentId, data }) =>
    (await listHeld(tx, Number(incidentId), data.person)).length > 0 ? [data.person] : [],
  // Somebody else may have the role by now.
  channel: async ({ db, incident, place }) =>
    (await listHeld(db, incident, place)).length > 0 ? place : undefined,
  message: async ({ db, incident, place }) => {
    const [first, ...others] = await listHeld(db, incident, place)
    return leftInRole(incident, [first ?? { role: 'commander', name: 'Commander' }, ...others])
  },
})
