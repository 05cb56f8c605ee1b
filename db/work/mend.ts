import { sql } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { verb, type Work } from '../verb.ts'

interface Mend {
  step: number
}

/** A person asks for one more try of a step that failed or is late. A second click finds it waiting already. */
export const retryStep = verb('step.retry', async (work, { step }: Mend) => {
  const [row] = await work.tx.execute<Mended>(sql`
    update steps set state = 'waiting', not_before = clock_timestamp(), offered_at = null, tries = 0, late = false
    where id = ${step} and (state = 'failed' or (state = 'waiting' and late)) and ${mayMend(work)}
    returning reaction, place, incident_id`)
  if (!row)
    throw new Refusal(
      'step_not_failed',
      'That is being tried already, or is done. The brief shows how it stands.',
    )
  record(work, 'step.retried', step, row)
})

/** A person decides to go on without a step that failed or is late. */
export const skipStep = verb('step.skip', async (work, { step }: Mend) => {
  const [row] = await work.tx.execute<Mended>(sql`
    update steps set state = 'skipped', error = null, late = false, lease_until = null
    where id = ${step} and skippable and (state = 'failed' or (state = 'waiting' and late)) and ${mayMend(work)}
    returning reaction, place, incident_id`)
  if (!row)
    throw new Refusal('step_not_skippable', 'That cannot be skipped any more. The brief shows how it stands.')
  record(work, 'step.skipped', step, row)
})

type Mended = { reaction: string; place: string; incident_id: number | null }

function mayMend(work: Work) {
  const person = work.actor.kind === 'person' ? work.actor.id : ''
  return sql`(incident_id is null or exists (select 1 from incidents i where i.id = incident_id
    and (i.visibility = 'open' or exists (select 1 from participants p
      where p.incident_id = i.id and p.person_id = ${person}))))`
}

function record(work: Work, type: 'step.retried' | 'step.skipped', step: number, row: Mended): void {
  work.record({
    type,
    subject: ['step', step],
    incident: row.incident_id ?? undefined,
    data: { reaction: row.reaction, place: row.place },
  })
}
