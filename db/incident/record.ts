import { sql } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { participants, type Visibility } from '../schema/incidents.ts'
import { verb, type Work } from '../verb.ts'
import { mustBeInOrder } from './order.ts'

export interface Afterwards {
  title: string
  description: string
  resolution: string
  type: string
  priority: string
  severity: string
  visibility: Visibility
  /** Who led it. */
  commander: string
  detected: Date | null
  reported: Date
  stable: Date | null
  closed: Date
}

/**
 * Writes down an incident that is over: it has no channel, and nobody is told or invited. Answers the number. Throws a
 * Refusal for an empty title or resolution, an unknown choice, and times that are out of order or yet to come.
 */
export const recordIncident = verb('incident.record', async (work, past: Afterwards) => {
  if (work.actor.kind !== 'person') throw new Error('only a person records an incident')
  const recorder = work.actor.id
  const { commander, type, priority, severity } = past
  const told = {
    title: past.title.trim(),
    description: past.description.trim(),
    resolution: past.resolution.trim(),
  }
  if (told.title === '')
    throw new Refusal('title_empty', 'Please give it a title; a few words are enough.', 'title')
  if (told.resolution === '')
    throw new Refusal('resolution_missing', 'Please say how it was resolved.', 'resolution')
  mustBeInOrder(past, ['detected', 'reported', 'stable', 'closed'], work.now)
  const incident = await insert(work, { ...past, ...told }, recorder)
  work.also(
    work.tx.insert(participants).values(
      [...new Set([recorder, commander])].map((personId) => ({
        incidentId: incident,
        personId,
        why: personId === recorder ? ('reported' as const) : ('role' as const),
        addedAt: work.now,
      })),
    ),
  )
  const data = { type, priority, severity, commander }
  work.record({ type: 'incident.recorded', subject: ['incident', incident], data, words: told })
  return { incident }
})

async function insert({ tx }: Work, past: Afterwards, recorder: string): Promise<number> {
  const at = (moment: Date | null) => sql`${moment?.toISOString() ?? null}::timestamptz`
  const [row] = await tx.execute<{ id: number }>(sql`
    insert into incidents (title, description, resolution, type, priority, severity, visibility, reporter_id,
      commander_id, detected_at, reported_at, stable_at, closed_at, status, afterwards)
    select ${past.title}, ${past.description}, ${past.resolution}, ${past.type}, ${past.priority}, ${past.severity},
      ${past.visibility}, ${recorder}, ${past.commander}, ${at(past.detected)}, ${at(past.reported)},
      ${at(past.stable)}, ${at(past.closed)}, 'closed', true
    where ${areOffered(past)} and ${couldLead(past.commander)} returning id`)
  if (row) return row.id
  const [may] = await tx.execute<{ lead: boolean }>(sql`select ${couldLead(past.commander)} as lead`)
  if (may?.lead)
    throw new Refusal(
      'option_unknown',
      'One of the choices is no longer offered. Please open the form again.',
      'type',
    )
  throw new Refusal(
    'cannot_hold_role',
    `<@${past.commander}> cannot have led it: only full members of this workspace can.`,
    'commander',
  )
}

function areOffered({ type, priority, severity }: Afterwards) {
  return sql`3 = (select count(*) from options where (kind, key) in
    (('type', ${type}), ('priority', ${priority}), ('severity', ${severity})))`
}

// Who has left the workspace since may have led it.
function couldLead(person: string) {
  return sql`coalesce((select kind in ('member', 'deactivated') from people where id = ${person}), true)`
}
