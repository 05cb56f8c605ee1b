import { sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { verb } from '../../../db/verb.ts'
import { claimStep, type Lease } from '../../../db/work/lease.ts'
import type { NewStep } from '../../../db/work/new-steps.ts'
import { drainOutbox, type Part, type WaitingFact } from '../../../db/work/outbox.ts'
import { app, type Ground } from '../ground.ts'

let made = 0

const leaveFact = verb('workspace.connect', async (work, _: undefined) => {
  work.record({ type: 'people.due', subject: ['workspace', 'slack'], data: {} })
})

/** Adds steps as the outbox does, in this order; answers their ids. */
export async function addSteps({ db }: Ground, ...steps: Partial<NewStep>[]): Promise<number[]> {
  await leaveFact(db, app, undefined)
  const keys = steps.map((step) => step.effectKey ?? `effect ${String(++made).padStart(5, '0')}`)
  await drainOutbox(
    db,
    ['people.due'],
    planned(async ({ fact }) => steps.map((step, i) => stepOf(step, fact, keys[i] ?? ''))),
  )
  const rows = await db.execute<{ id: string; effect_key: string }>(
    sql`select id, effect_key from steps where effect_key in ${keys}`,
  )
  return keys.map((key) => Number(rows.find((row) => row.effect_key === key)?.id))
}

/** Facts of one part each, which is planned so. */
export function planned(
  plan: (waiting: WaitingFact, tx: Tx) => Promise<NewStep[]>,
): (waiting: WaitingFact) => Part[] {
  return (waiting) => [
    {
      plan: (tx) => plan(waiting, tx),
      later: stepOf({ reaction: 'planAgain' }, waiting.fact, `later ${waiting.fact.id}`),
    },
  ]
}

export function stepOf(step: Partial<NewStep>, fact: NewStep['fact'], effectKey: string): NewStep {
  return {
    reaction: 'openChannel',
    place: '',
    lane: 'engagement',
    method: 'conversations.create',
    priority: 10,
    line: null,
    label: null,
    skippable: false,
    kept: false,
    settleMs: 0,
    urgent: false,
    ...step,
    effectKey,
    fact,
  }
}

/** Claims it, without tokens; throws where it is not to be had. */
export async function claim({ db }: Ground, id: number): Promise<Lease> {
  const claimed = await claimStep(db, id, { make: undefined, look: undefined })
  if (!claimed || !('lease' in claimed)) throw new Error(`step ${id} is not to be had`)
  return claimed.lease
}

export async function claimed({ db }: Ground, id: number): Promise<boolean> {
  return (await claimStep(db, id, { make: undefined, look: undefined })) !== undefined
}

/** The row as it stands. */
export async function rowOf({ rows }: Ground, id: number): Promise<Record<string, unknown>> {
  const [row] = await rows(sql`select *, asked_at is not null as asked from steps where id = ${id}`)
  return row ?? {}
}

/** As if so much time had passed since this moment of the step. */
export async function age(
  { db }: Ground,
  id: number,
  moment: 'lease_until' | 'not_before' | 'asked_at' | 'first_asked_at' | 'offered_at',
  seconds: number,
): Promise<void> {
  await db.execute(
    sql`update steps set ${sql.identifier(moment)} = clock_timestamp() - ${seconds} * interval '1 second' where id = ${id}`,
  )
}
