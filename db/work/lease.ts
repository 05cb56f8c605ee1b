import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import type { SubjectKind } from '../facts.ts'
import type { StepLabel } from '../schema/steps.ts'
import { type Rate, takeToken } from './buckets.ts'

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
  /** How many earlier tries counted against it. */
  strikes: number
  priority: number
  /** An earlier try got no answer: the effect may stand outside. */
  ambiguous: boolean
  /** Milliseconds since the first and since the last try that got no answer. */
  sinceFirstAsked: number
  sinceLastAsked: number
  wanted: number
}

/** What the next call of a step costs: to make the effect, or to look for what an unanswered try has made. */
export interface Costs {
  make: Rate | undefined
  look: Rate | undefined
}

export type Claim = { lease: Lease } | { waitMs: number } | undefined

/**
 * Claims a step that is due, with a rate token for its call, and commits that it is tried, in one round trip.
 * Answers nothing where another holds it or an earlier step of its line is unfinished, and how long to wait
 * where a token is lacking.
 */
export async function claimStep(db: Database, id: number, { make, look }: Costs): Promise<Claim> {
  const [row] = await db.execute<{ claimed: ClaimedRow | { wait_ms: number } | null }>(sql`
    select claim_step(${id}, ${leaseSeconds}, ${JSON.stringify(make ?? {})}::text::jsonb,
      ${JSON.stringify(look ?? {})}::text::jsonb) as claimed`)
  const claimed = row?.claimed
  if (!claimed) return undefined
  return 'wait_ms' in claimed ? { waitMs: claimed.wait_ms } : { lease: leaseOf(claimed) }
}

/** The row of `steps` as it was before the claim, but for generation and tries. */
type ClaimedRow = {
  id: number
  effect_key: string
  reaction: string
  subject_kind: SubjectKind
  subject_id: string
  incident_id: number | null
  fact_id: number
  place: string
  label: StepLabel | null
  generation: number
  tries: number
  strikes: number
  priority: number
  wanted: number
  asked_at: string | null
  since_first: number | null
  since_last: number | null
}

function leaseOf(row: ClaimedRow): Lease {
  return {
    id: row.id,
    effectKey: row.effect_key,
    reaction: row.reaction,
    subject: [row.subject_kind, row.subject_id],
    incidentId: row.incident_id,
    factId: row.fact_id,
    place: row.place,
    label: row.label,
    generation: row.generation,
    tries: row.tries,
    strikes: row.strikes,
    priority: row.priority,
    ambiguous: row.asked_at !== null,
    sinceFirstAsked: row.since_first ?? 0,
    sinceLastAsked: row.since_last ?? 0,
    wanted: row.wanted,
  }
}

/** Where the calls of a step are rated, for rates that are one of each channel. */
export function rateChannel({ place, incidentId, subject }: Lease): string {
  return place || (incidentId === null ? subject.join(':') : `incident:${incidentId}`)
}

/** Commits that the effect is about to be made again, with the token for it; answers how long to wait for that, or that another holds the step by now. */
export async function askAgain(db: Database, lease: Lease, rate: Rate | undefined): Promise<number | 'lost'> {
  return db.transaction(async (tx) => {
    const waitMs = rate ? await takeToken(tx, rate, rateChannel(lease), lease.priority) : 0
    if (waitMs > 0) return waitMs
    const rows = await tx.execute(sql`
      update steps set asked_at = clock_timestamp()
      where id = ${lease.id} and generation = ${lease.generation} and state = 'running' returning id`)
    return rows.length > 0 ? 0 : 'lost'
  })
}

/** Holds the step for another five seconds; false where another holds it by now. */
export async function renewLease(db: Database, lease: Lease): Promise<boolean> {
  const rows = await db.execute(sql`
    update steps set lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    where id = ${lease.id} and generation = ${lease.generation} and state = 'running' returning id`)
  return rows.length > 0
}
