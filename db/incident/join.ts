import { and, eq, isNotNull, ne, or } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { incidents, participants } from '../schema/incidents.ts'
import { verb } from '../verb.ts'
import { visibleTo } from './visible.ts'

/** Adds the asker to an open incident; to be in it already is no error. Answers the incident's number. */
export const joinIncident = verb('incident.join', async (work, { incident }: { incident: number }) => {
  if (work.actor.kind !== 'person') throw new Error('only a person joins an incident')
  const person = work.actor.id
  const [open] = await work.tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.id, incident), ne(incidents.status, 'closed'), visibleTo(person)))
    .for('share')
  if (!open)
    throw new Refusal('incident_not_open', `INC-${incident} is not open any more, or is not open to you.`)
  const [added] = await work.tx
    .insert(participants)
    .values({ incidentId: incident, personId: person, role: 'participant', addedAt: work.now })
    .onConflictDoUpdate({
      target: [participants.incidentId, participants.personId],
      // Who left the channel, or could not be invited then, is invited again.
      set: { invitedAt: null, refused: null },
      setWhere: or(isNotNull(participants.invitedAt), isNotNull(participants.refused)),
    })
    .returning({ role: participants.role })
  if (added)
    work.record({
      type: 'participant.added',
      subject: ['incident', incident],
      data: { person, role: added.role },
    })
  return { incident }
})
