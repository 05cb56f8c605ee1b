import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'

/**
 * The facts by which steps failed, or became late, that still are so: of each step its last, of no more steps than
 * `most`, the newest ones. What could not be told of others is none of them.
 */
export async function listTroubles(db: Reader, most: number): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select max(f.id)::float8 as id from (
      select id from steps where (state = 'failed' or (state = 'waiting' and late))
        and reaction not in ('tellOperations', 'paintDeadLetter') order by id desc limit ${most}) s
    join facts f on f.subject_kind = 'step' and f.subject_id = s.id::text and f.type in ('step.failed', 'step.delayed')
    group by s.id order by s.id`)
  return rows.map((row) => row.id)
}
