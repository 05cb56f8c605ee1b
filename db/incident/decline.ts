import { verb } from '../verb.ts'
import { lockIncidents, mustSayWhy, notOpen, setAside } from './aside.ts'

interface Decline {
  incident: number
  why: string
}

/** Closes an open incident as a false alarm. Throws a Refusal where it is over, and without a why. */
export const declineIncident = verb('incident.decline', async (work, { incident, why }: Decline) => {
  const note = mustSayWhy(why)
  const [now] = await lockIncidents(work, [incident])
  const from = await setAside(work, incident, 'declined')
  if (!from) throw notOpen(now ?? { id: incident, outcome: null, mergedInto: null })
  work.record({ type: 'incident.declined', subject: ['incident', incident], data: { from }, words: { note } })
  return { incident }
})
