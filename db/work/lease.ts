import { sql } from 'drizzle-orm'
import type { Database, Tx } from '../database.ts'
import type { SubjectKind } from '../facts.ts'
import type { StepLabel } from '../schema/steps.ts'
import { type Token, takeTokens } from './buckets.ts'

/** How long a claim holds unless it is renewed. */
export const leaseSeconds = 5

/** A step that this process holds. Only the holder of the newest generation may write what became of it. */
export interface Lease {
  id: number
  effectKey: string
  reaction: string
  subject: [kind: SubjectKind, id: string]
  incidentId: number | null
  factId: number
  place: string
  label: StepLabel | null
  generation: number
  tries: number
  priority: number
  /** An earlier try got no answer: the effect may stand outside. */
  ambiguous: boolean
  /** Milliseconds since the first and since the last try that got no answer. */
  sinceFirstAsked: number
  sinceLastAsked: number
  wanted: number
  externalId: string | null
}

export type Claim = { lease: Lease } | { waitMs: number } | undefined

/**
 * Claims a step that is due, with a rate token for each call in `tokens`, and commits that it is tried.
 * Answers nothing where another holds it or an earlier step of its line is unfinished, and how long to wait
 * where a token is lacking.
 */
export async function claimStep(
  db: Database,
  id: number,
  tokensFor: (lease: Lease) => Token[],
): Promise<Claim> {
  return db.transaction(async (tx) => {
    const row = await take(tx, id)
    if (!row) return undefined
    const lease = leaseOf(row)
    const waitMs = await takeTokens(tx, tokensFor(lease), row.priority)
    if (waitMs === 0) return { lease }
    await tx.execute(sql`
      update steps set state = 'waiting', lease_until = null, offered_at = null, tries = tries - 1,
        asked_at = ${row.last_asked_at}::timestamptz, first_asked_at = ${row.first_known_at}::timestamptz,
        not_before = clock_timestamp() + ${waitMs} * interval '1 millisecond'
      where id = ${id}`)
    return { waitMs }
  })
}

type Row = {
  id: string
  effect_key: string
  reaction: string
  subject_kind: SubjectKind
  subject_id: string
  incident_id: number | null
  fact_id: string
  place: string
  label: StepLabel | null
  generation: number
  tries: number
  priority: number
  wanted: number
  external_id: string | null
  last_asked_at: string | null
  first_known_at: string | null
  since_first: number | null
  since_last: number | null
}

async function take(tx: Tx, id: number): Promise<Row | undefined> {
  const [row] = await tx.execute<Row>(sql`
    with due as (
      select id, asked_at, first_asked_at from steps s
      where id = ${id}
        and ((state = 'waiting' and not_before <= clock_timestamp())
          or (state = 'running' and lease_until < clock_timestamp()))
        and not exists (select 1 from steps e where e.line = s.line and e.id < s.id and e.state in ('waiting', 'running'))
      for update
    )
    update steps s set state = 'running', generation = generation + 1, tries = tries + 1, offered_at = null,
      lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second',
      asked_at = coalesce(s.asked_at, clock_timestamp()),
      first_asked_at = coalesce(s.first_asked_at, clock_timestamp()),
      doubted = doubted or due.asked_at is not null
    from due where s.id = due.id
    returning s.id, s.effect_key, s.reaction, s.subject_kind, s.subject_id, s.incident_id, s.fact_id, s.place,
      s.label, s.generation, s.tries, s.priority, s.wanted, s.external_id,
      due.asked_at as last_asked_at, due.first_asked_at as first_known_at,
      extract(epoch from clock_timestamp() - due.first_asked_at) * 1000 as since_first,
      extract(epoch from clock_timestamp() - due.asked_at) * 1000 as since_last`)
  return row
}

function leaseOf(row: Row): Lease {
  return {
    id: Number(row.id),
    effectKey: row.effect_key,
    reaction: row.reaction,
    subject: [row.subject_kind, row.subject_id],
    incidentId: row.incident_id,
    factId: Number(row.fact_id),
    place: row.place,
    label: row.label,
    generation: row.generation,
    tries: row.tries,
    priority: row.priority,
    ambiguous: row.last_asked_at !== null,
    sinceFirstAsked: Number(row.since_first ?? 0),
    sinceLastAsked: Number(row.since_last ?? 0),
    wanted: row.wanted,
    externalId: row.external_id,
  }
}

/** Commits that the effect is about to be made again, and takes the rate tokens for it; answers how long to wait for them. */
export async function askAgain(db: Database, lease: Lease, tokens: Token[]): Promise<number> {
  return db.transaction(async (tx) => {
    const waitMs = await takeTokens(tx, tokens, lease.priority)
    if (waitMs === 0)
      await tx.execute(
        sql`update steps set asked_at = clock_timestamp() where id = ${lease.id} and generation = ${lease.generation}`,
      )
    return waitMs
  })
}

/** Holds the step for another five seconds; false where another holds it by now. */
export async function renewLease(db: Database, lease: Lease): Promise<boolean> {
  const rows = await db.execute(sql`
    update steps set lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    where id = ${lease.id} and generation = ${lease.generation} and state = 'running' returning id`)
  return rows.length > 0
}
