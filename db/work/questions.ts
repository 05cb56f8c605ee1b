import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { FactType } from '../facts.ts'
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
}

/** One step. Throws where there is none of this id. */
export async function getStep(db: Reader, id: number): Promise<Step> {
  const [row] = await db.execute<Omit<Step, 'step'>>(sql`
    select reaction, effect_key as "effectKey", place, label, incident_id as incident, state, error, late, skippable,
      external_id as "externalId",
      coalesce(extract(epoch from clock_timestamp() - first_asked_at) * 1000, 0)::float8 as "sinceFirstAsked"
    from steps where id = ${id}`)
  if (!row) throw new Error(`there is no step ${id}`)
  return { ...row, step: id }
}

/** Where the operations channel was told of this step; without `ts` while that is under way; nothing if it is not told. */
export async function findDeadLetterPost(
  db: Reader,
  step: number,
): Promise<{ channel: string; ts: string | null } | undefined> {
  const [row] = await db.execute<{ channel: string; ts: string | null }>(sql`
    select place as channel, external_id as ts from steps
    where reaction = 'tellOperations' and subject_kind = 'step' and subject_id = ${String(step)} limit 1`)
  return row
}

/** What a fact tells of; nothing where there is none of this id. */
export async function findFactType(db: Reader, id: number): Promise<FactType | undefined> {
  const [row] = await db.execute<{ type: FactType }>(sql`select type from facts where id = ${id}`)
  return row?.type
}
