import { accessAnswered, accessRequest } from '../../blocks/access/request.ts'
import { getAccessRequest, listDeciders } from '../../db/access/questions.ts'
import type { Reader } from '../../db/database.ts'
import { findResource } from '../../db/incident/place.ts'
import { listAccessAsked } from '../../db/people/told.ts'
import { getFact } from '../../db/record.ts'
import { repaintTold } from '../people/repaint.ts'
import { inConfidence, inPerson, post } from '../post.ts'
import type { Keep } from '../reaction.ts'

type Answered = 'access.granted' | 'access.refused'

/** Whoever decides is asked, with the buttons to answer. */
export const askForAccess = post<'access.requested'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  places: (tx, fact) => listDeciders(tx, Number(fact.incidentId)),
  channel: inConfidence,
  message: async ({ db, incident, lease }) =>
    accessRequest(await getAccessRequest(db, incident, await personIn(db, lease.factId))),
})

/** The questions show their answer once there is one, or none is needed any more as that person came in another way. */
export const paintAccessRequests: Keep<Answered | 'participant.added'> = {
  kind: 'keep',
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  method: 'chat.update',
  when: ({ data }) => !('why' in data) || data.why !== 'granted',
  places: (tx, { incidentId, data }) => listAccessAsked(tx, Number(incidentId), data.person),

  async paint(scene) {
    const person = await personIn(scene.db, scene.lease.factId)
    await repaintTold(scene, async (db) => accessRequest(await getAccessRequest(db, scene.incident, person)))
    return undefined
  },
}

export const tellAccess = post<Answered>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  places: async (_, fact) => [fact.data.person],
  channel: inPerson,
  message: async ({ db, incident, place }) => {
    const { granted } = await getAccessRequest(db, incident, place)
    const channel = await findResource(db, incident, 'channel')
    return accessAnswered(incident, granted === true, channel?.externalId)
  },
})

async function personIn(db: Reader, fact: number): Promise<string> {
  const { data } = await getFact(
    db,
    fact,
    'access.requested',
    'access.granted',
    'access.refused',
    'participant.added',
  )
  return data.person
}
