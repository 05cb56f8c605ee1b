import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { FactData, FactType, SubjectKind } from '../facts.ts'
import type { StepLabel, StepState } from '../schema/steps.ts'

/** A step, as far as people and other steps ask of it. */
export interface Step {
  step: number
  reaction: string
  effectKey: string
  place: string
  label: StepLabel | null
  incident: number | null
  state: StepState
  error: string | null
  late: boolean
  skippable: boolean
  externalId: string | null
  sinceFirstAsked: number
  /** The fact that called for it, and what it is about. */
  factId: number
  subject: [kind: SubjectKind, id: string]
}

/** What stood once stands while it is painted anew, unless that has trouble; of a row of `steps s`. */
export const shownState = sql`case when s.done_at is not null and s.error is null and s.state in ('waiting', 'running')
  and not s.late then 'done' else s.state end`

/** Whether people may go on without it, which gives up no ticket that is being masked; of a row of `steps s`. */
export const maySkip = sql`(s.skippable and not (s.reaction = 'paintTicket' and s.state = 'waiting' and exists (
  select from incidents i join resources r on r.incident_id = i.id and r.kind = 'ticket'
  where i.id = s.incident_id and i.visibility = 'restricted' and r.painted->>'masked' is distinct from 'true')))`

/** One step. Throws where there is none of this id. */
export async function getStep(db: Reader, id: number): Promise<Step> {
  const [row] = await db.execute<Omit<Step, 'step'>>(sql`
    select reaction, effect_key as "effectKey", place, label, incident_id as incident, ${shownState} as state, error, late, ${maySkip} as skippable,
      external_id as "externalId", fact_id::float8 as "factId", jsonb_build_array(subject_kind, subject_id) as subject,
      coalesce(extract(epoch from clock_timestamp() - first_asked_at) * 1000, 0)::float8 as "sinceFirstAsked"
    from steps s where id = ${id}`)
  if (!row) throw new Error(`there is no step ${id}`)
  return { ...row, step: id }
}

/** Where operations was told of this step, the newest first: another channel may have been chosen for it meanwhile. */
export async function listDeadLetterPosts(
  db: Reader,
  step: number,
): Promise<{ channel: string; ts: string }[]> {
  return db.execute<{ channel: string; ts: string }>(sql`
    select place as channel, split_part(external_id, ':', 2) as ts from steps
    where reaction = 'tellOperations' and subject_kind = 'step' and subject_id = ${String(step)}
      and external_id like '%:%' order by id desc`)
}

export interface Posted<T extends FactType = FactType> {
  channel: string
  ts: string
  /** Which of several places it is for: a person's id, say. */
  place: string
  /** Of the fact that it tells. */
  data: FactData<T>
}

/** The messages that a reaction has posted for an incident, the oldest first; `T` is what it posts them for. */
export async function listPosted<T extends FactType>(
  db: Reader,
  reaction: string,
  incident: number,
): Promise<Posted<T>[]> {
  return db.execute<Posted<T> & Record<string, unknown>>(sql`
    select split_part(s.external_id, ':', 1) as channel, split_part(s.external_id, ':', 2) as ts, s.place, f.data
    from steps s join facts f on f.id = s.fact_id
    where s.incident_id = ${incident} and s.reaction = ${reaction} and s.state = 'done' and s.external_id like '%:%'
    order by s.id`)
}

/** What a fact tells of; nothing where there is none of this id. */
export async function findFactType(db: Reader, id: number): Promise<FactType | undefined> {
  const [row] = await db.execute<{ type: FactType }>(sql`select type from facts where id = ${id}`)
  return row?.type
}
