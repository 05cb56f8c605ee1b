import { and, eq, ne } from 'drizzle-orm'
import { addPeople } from '../people/participants.ts'
import { Refusal } from '../refusal.ts'
import { incidents } from '../schema/incidents.ts'
import { permitAlso, verb } from '../verb.ts'

/** Adds the asker to an open incident, or makes an observer one who takes part; to be in it already is no error. Answers the incident's number. */
export const joinIncident = verb('incident.join', async (work, { incident }: { incident: number }) => {
  if (work.actor.kind !== 'person') throw new Error('only a person joins an incident')
  const [open] = await work.tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.id, incident), ne(incidents.status, 'closed')))
    .for('share')
  if (!open) throw new Refusal('incident_not_open', `INC-${incident} is over: there is nothing to join.`)
  // It may have been restricted while this waited for it.
  await permitAlso(work, 'incident.join', incident)
  await addPeople(work, incident, { people: [work.actor.id], why: 'joined', again: true })
  return { incident }
})
