import { sql } from 'drizzle-orm'
import { sightOf } from '../incident/sight.ts'
import { Refusal } from '../refusal.ts'
import { verb, type Work } from '../verb.ts'
import { capOf } from './look.ts'
import { planNudges } from './plan.ts'

/** In how many minutes people may ask to hear of it again. */
export const snoozes = [30, 60, 120]

/** The one it went to wants to hear of it later. */
export const snoozeNudge = verb('nudge.answer', snooze, sightOfNudge)

async function snooze(work: Work, { nudge, minutes }: { nudge: number; minutes: number }): Promise<void> {
  if (!snoozes.includes(minutes))
    throw new Refusal('snooze_unknown', 'Please choose one of the times that are offered.')
  const [row] = await work.tx.execute<Answered>(sql`
    update nudges n set snoozed = true, due_at = app_now() + ${minutes}::int * interval '1 minute'
    where ${isFor(work, nudge)} and not n.snoozed and n.said < ${capOf} returning n.incident_id, n.kind`)
  if (!row) return refuse(work, nudge)
  const { incident_id: incident, kind } = row
  planNudges(work, incident)
  work.record({ type: 'nudge.snoozed', subject: ['incident', incident], data: { nudge, kind, minutes } })
}

/** The one it went to says that it is not needed: it is not said again. */
export const dismissNudge = verb('nudge.answer', dismiss, sightOfNudge)

async function dismiss(work: Work, { nudge }: { nudge: number }): Promise<void> {
  const [row] = await work.tx.execute<Answered>(sql`
    update nudges n set ended_at = app_now(), ended_by = ${personIn(work)}
    where ${isFor(work, nudge)} returning n.incident_id, n.kind`)
  if (!row) return refuse(work, nudge)
  const { incident_id: incident, kind } = row
  work.record({ type: 'nudge.dismissed', subject: ['incident', incident], data: { nudge, kind } })
}

type Answered = { incident_id: number; kind: string }

function isFor(work: Work, nudge: number) {
  return sql`n.id = ${nudge}::bigint and n.ended_at is null and n.said > 0
    and coalesce(n.person_id, ${personIn(work)}) = ${personIn(work)}`
}

async function refuse(work: Work, nudge: number): Promise<never> {
  const [row] = await work.tx.execute<{ other: boolean }>(sql`
    select coalesce(person_id <> ${personIn(work)}, false) as other from nudges where id = ${nudge}::bigint`)
  if (row?.other)
    throw new Refusal('nudge_not_yours', 'Somebody else was reminded of this, and only they can answer it.')
  throw new Refusal('nudge_answered', 'That is done or answered already. The message shows how it stands.')
}

function personIn({ actor }: Work): string {
  if (actor.kind !== 'person') throw new Error('only a person answers')
  return actor.id
}

function sightOfNudge({ nudge }: { nudge: number }, person: string) {
  return sql`(select ${sightOf(sql`n.incident_id`, person)} from nudges n where n.id = ${nudge}::bigint)`
}
