import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import type { Lane } from '../schema/steps.ts'
import { timerKinds, whenDue } from './timers.ts'

export interface DueStep {
  id: number
  reaction: string
  lane: Lane
  priority: number
  /** Nobody took it from the queue in two seconds, or its holder is gone: no more time is given to the queue. */
  unclaimed: boolean
}

/**
 * Steps that are due and were not offered in the last two seconds, the most urgent first, marked as offered now.
 * Steps behind an unfinished one of their line are left, and so are reactions that this process does not know.
 */
export async function offerSteps(db: Database, known: string[], limit: number): Promise<DueStep[]> {
  const rows = await db.execute<{
    id: string
    reaction: string
    lane: Lane
    priority: number
    unclaimed: boolean
  }>(sql`
    with due as (
      select s.id, s.offered_at is not null or s.state = 'running' as unclaimed from steps s
      where ((s.state = 'waiting' and s.not_before <= clock_timestamp())
          or (s.state = 'running' and s.lease_until < clock_timestamp()))
        and (s.offered_at is null or s.offered_at < clock_timestamp() - interval '2 seconds')
        and s.reaction in ${known}
        and not exists (select 1 from steps e
          where e.line = s.line and e.id < s.id and e.state in ('waiting', 'running'))
      order by s.priority, s.id limit ${limit} for update skip locked
    )
    update steps s set offered_at = clock_timestamp() from due where s.id = due.id
    returning s.id, s.reaction, s.lane, s.priority, due.unclaimed`)
  return rows
    .map((row) => ({ ...row, id: Number(row.id) }))
    .sort((a, b) => a.priority - b.priority || a.id - b.id)
}

/** Milliseconds until the next waiting step or timer is due, `atMost` where that is further off. */
export async function untilDue(db: Database, known: string[], atMost: number): Promise<number> {
  const [row] = await db.execute<{ ms: number | null }>(sql`
    select least(
      (select min(extract(epoch from s.not_before - clock_timestamp()) * 1000) from steps s
        where s.state = 'waiting' and s.offered_at is null and s.reaction in ${known}
          and not exists (select 1 from steps e
            where e.line = s.line and e.id < s.id and e.state in ('waiting', 'running'))),
      (select min(extract(epoch from ${whenDue} - app_now()) * 1000) from timers
        where fired_at is null and kind in ${timerKinds}))::float8 as ms`)
  return Math.max(1, Math.min(atMost, Math.ceil(row?.ms ?? atMost)))
}
