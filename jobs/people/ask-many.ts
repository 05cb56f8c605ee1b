import { askMany } from '../../blocks/people/ask-many.ts'
import { getAskedMany, listCommander } from '../../db/people/asked.ts'
import { inConfidence, incidentChannel, post } from '../post.ts'

/** The commander is asked whether a large user group shall come; where nobody leads, it is asked in the channel. */
export const askCommander = post<'engagement.asked'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  places: async (tx, fact) => {
    const commander = await listCommander(tx, Number(fact.incidentId))
    return commander.length > 0 ? commander : ['']
  },
  channel: (scene) => (scene.place === '' ? incidentChannel(scene) : inConfidence(scene)),
  message: async ({ db, incident, lease }) => askMany(await getAskedMany(db, incident, lease.factId)),
})
