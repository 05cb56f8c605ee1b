import { sql } from 'drizzle-orm'
import type { Tx } from '../database.ts'
import { sightOf } from '../incident/sight.ts'
import { Refusal } from '../refusal.ts'
import { verb, type Work } from '../verb.ts'
import { maySkip } from './questions.ts'

interface Mend {
  step: number
}

/** A person asks for one more try of a step that failed or is late. A second click finds it waiting already. */
export const retryStep = verb('step.retry', retry, sightOfStep)

async function retry(work: Work, { step }: Mend): Promise<void> {
  const [row] = await work.tx.execute<Mended>(sql`
    update steps set state = 'waiting', not_before = clock_timestamp(), offered_at = null, tries = 0, strikes = 0,
      late = false
    where id = ${step} and (state = 'failed' or (state = 'waiting' and late))
    returning reaction, place, incident_id`)
  if (!row)
    throw new Refusal(
      'step_not_failed',
      'That is being tried already, or is done. The brief shows how it stands.',
    )
  record(work, 'step.retried', step, row)
}

/** A person decides to go on without a step that failed or is late. */
export const skipStep = verb('step.skip', skip, sightOfStep)

async function skip(work: Work, { step }: Mend): Promise<void> {
  const [row] = await work.tx.execute<Mended>(sql`
    update steps s set state = 'skipped', error = null, late = false, lease_until = null
    where id = ${step} and ${maySkip} and (state = 'failed' or (state = 'waiting' and late))
    returning reaction, place, incident_id`)
  if (!row) throw await whyNot(work.tx, step)
  record(work, 'step.skipped', step, row)
}

async function whyNot(tx: Tx, step: number): Promise<Refusal> {
  const [told] = await tx.execute(
    sql`select from steps s where id = ${step} and late and skippable and not ${maySkip}`,
  )
  return told
    ? new Refusal(
        'ticket_unmasked',
        'The ticket still says what this restricted incident is about; Dispatch goes on trying to mask it.',
      )
    : new Refusal('step_not_skippable', 'That cannot be skipped any more. The brief shows how it stands.')
}

type Mended = { reaction: string; place: string; incident_id: number | null }

// A step of no incident is everybody's to mend.
function sightOfStep({ step }: Mend, person: string) {
  return sql`(select case when s.incident_id is null
      then jsonb_build_object('id', 0, 'visibility', 'open', 'standing', 'outside')
      else ${sightOf(sql`s.incident_id`, person)} end
    from steps s where s.id = ${step})`
}

function record(work: Work, type: 'step.retried' | 'step.skipped', step: number, row: Mended): void {
  work.record({
    type,
    subject: ['step', step],
    incident: row.incident_id ?? undefined,
    data: { reaction: row.reaction, place: row.place },
  })
}
