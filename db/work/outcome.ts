import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'

import { verb, type Work } from '../verb.ts'
import type { Lease } from './lease.ts'
import { setTimer } from './timers.ts'

/** What the far side answered, and what becomes true with it. */
export interface Answer {
  externalId: string
  record?: (work: Work) => Promise<void>
}

/**
 * The effect stands: the step is done, whoever brings the answer, and what it means becomes true with it.
 * False where another answer was first; one that differs leaves a `step.doubted`, so that the twin is removed.
 */
export const finishStep = verb(
  'step.finish',
  async (work, { lease, answer }: { lease: Lease; answer: Answer }) => {
    const [done] = await work.tx.execute<{ doubted: boolean; told: boolean }>(sql`
    update steps set state = 'done', external_id = ${answer.externalId}, done_at = clock_timestamp(),
      lease_until = null, asked_at = null, error = null, late = false, painted = wanted
    where id = ${lease.id} and external_id is null and state <> 'skipped'
    returning doubted, ${isTold(lease)} as told`)
    if (done) {
      await answer.record?.(work)
      if (lease.label || done.told) recordDone(work, lease)
      if (done.doubted)
        await setTimer(work.tx, { kind: 'step.doubt', subject: ['step', lease.id], inSeconds: 600 })
      return true
    }
    const [first] = await work.tx.execute<{ external_id: string | null }>(
      sql`select external_id from steps where id = ${lease.id}`,
    )
    if (first?.external_id !== answer.externalId)
      work.record({
        type: 'step.doubted',
        subject: ['step', lease.id],
        incident: lease.incidentId ?? undefined,
        data: { reaction: lease.reaction, place: lease.place },
      })
    return false
  },
)

export interface Paint {
  lease: Lease
  /** `again`: more was wanted meanwhile. */
  record?: (work: Work, again: boolean) => Promise<void>
  /** An earlier try that got no answer may still be done, over this one, until so many milliseconds are over. */
  unsettledMs?: number
  /** How long the next painting waits, at least. */
  restMs?: number
}

/**
 * What is shown agrees with what was true at the claim, which is told the first time and after trouble; waits again
 * where more was wanted meanwhile, and once more while an earlier try may still be done. False where another holds the
 * step by now.
 */
export const finishPaint = verb('step.finish', async (work, paint: Paint) => {
  const { lease, record, unsettledMs = 0, restMs = 0 } = paint
  const isUnsettled = unsettledMs > 0
  const [row] = await work.tx.execute<{
    first: boolean
    troubled: boolean
    again: boolean
    told: boolean
  }>(sql`
    update steps set painted = ${lease.wanted}, tries = 0, strikes = 0, lease_until = null, error = null,
      late = false, asked_at = case when ${isUnsettled} then asked_at end,
      first_asked_at = case when ${isUnsettled} then null else first_asked_at end,
      not_before = clock_timestamp() + case when steps.wanted > ${lease.wanted} then ${restMs}::float8
        else ${Math.max(unsettledMs, restMs)}::float8 end * interval '1 millisecond', offered_at = null,
      done_at = coalesce(steps.done_at, clock_timestamp()),
      state = case when steps.wanted > ${lease.wanted} or ${isUnsettled} then 'waiting' else 'done' end
    from (select done_at, error from steps where id = ${lease.id} for update) before
    where id = ${lease.id} and generation = ${lease.generation} and state = 'running'
    returning before.done_at is null as first, before.error is not null as troubled,
      steps.wanted > ${lease.wanted} as again, ${isTold(lease)} as told`)
  if (!row) return false
  await record?.(work, row.again)
  if (row.told || (lease.label && (row.first || row.troubled))) recordDone(work, lease)
  return true
})

// The operations channel was told of its trouble, and not yet that it is over. What the trouble was may be forgotten by
// now, where its channel was lost meanwhile.
function isTold({ id }: Lease) {
  return sql`(exists (select 1 from steps where reaction = 'tellOperations' and subject_id = ${String(id)}) and coalesce((
    select type <> 'step.done' from facts where subject_kind = 'step' and subject_id = ${String(id)}
      and type in ('step.failed', 'step.delayed', 'step.done') order by id desc limit 1), false))`
}

/** Who painted without holding the step any more may have painted over what is newer: it is wanted once more, whatever is thought to be shown. */
export async function wantAgain(db: Database, lease: Lease): Promise<void> {
  await db.execute(sql`
    with wanted as (
      update steps set wanted = wanted + 1, state = case when state = 'done' then 'waiting' else state end,
        not_before = case when error is null then least(not_before, clock_timestamp()) else not_before end
      where id = ${lease.id} and state in ('waiting', 'running', 'done') returning incident_id)
    update resources r set painted = r.painted - 'picture' from wanted
    where r.incident_id = wanted.incident_id and r.painted ? 'picture'`)
}

/** The code of a mistake of ours: each counts against the step. */
export const bug = 'bug'

/** What is known of a try that ended badly. */
export interface Trouble {
  lease: Lease
  code: string
  /** The far side surely did nothing: the next try need not look. */
  definite: boolean
}

/** After the last try of a bug, or a definite refusal: a dead letter, which people see. */
export const failStep = verb('step.fail', async (work, { lease, code, definite }: Trouble) => {
  const rows = await work.tx.execute(sql`
    update steps set state = 'failed', error = ${code}, lease_until = null, late = false,
      asked_at = case when ${definite} then null else asked_at end
    where id = ${lease.id} and generation = ${lease.generation} and state = 'running' returning id`)
  if (rows.length > 0) recordTrouble(work, 'step.failed', lease, code)
})

export interface Delay extends Trouble {
  waitMs: number
  /** It has been tried often enough that people should know. */
  late: boolean
}

/** Puts the step off; the first time it is `late`, people are told. */
export const delayStep = verb('step.delay', async (work, { lease, code, waitMs, definite, late }: Delay) => {
  const [row] = await work.tx.execute<{ was_late: boolean }>(sql`
    update steps set state = 'waiting', error = ${code}, lease_until = null, offered_at = null,
      not_before = clock_timestamp() + ${waitMs} * interval '1 millisecond',
      asked_at = case when ${definite} then null else steps.asked_at end,
      late = steps.late or ${late}, strikes = steps.strikes + ${code === bug ? 1 : 0}
    from (select late from steps where id = ${lease.id} for update) before
    where id = ${lease.id} and generation = ${lease.generation} and state = 'running'
    returning before.late as was_late`)
  if (row && late && !row.was_late) recordTrouble(work, 'step.delayed', lease, code)
})

/** Puts the step off as one that was not tried: a rate limit, a lane that is full. */
export async function releaseStep(db: Database, lease: Lease, code: string, waitMs: number): Promise<void> {
  await db.execute(sql`
    update steps set state = 'waiting', error = ${code}, lease_until = null, offered_at = null, tries = tries - 1,
      asked_at = case when ${lease.ambiguous} then asked_at end,
      not_before = clock_timestamp() + ${waitMs} * interval '1 millisecond'
    where id = ${lease.id} and generation = ${lease.generation} and state = 'running'`)
}

function recordDone(work: Work, lease: Lease): void {
  work.record({
    type: 'step.done',
    subject: ['step', lease.id],
    incident: lease.incidentId ?? undefined,
    data: { reaction: lease.reaction, place: lease.place },
  })
}

function recordTrouble(work: Work, type: 'step.failed' | 'step.delayed', lease: Lease, code: string): void {
  work.record({
    type,
    subject: ['step', lease.id],
    incident: lease.incidentId ?? undefined,
    data: { reaction: lease.reaction, place: lease.place, code },
  })
}
