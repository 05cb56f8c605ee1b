import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'

/** What one call costs: what it is rated by, how often a minute, and how many at once. */
export interface Rate {
  method: string
  perMinute: number
  burst: number
  /** Whether the rate is one of each channel. */
  perChannel: boolean
}

/** Takes a token for one call in `channel`; answers 0, or how many milliseconds until it is worth asking again. */
export async function takeToken(db: Reader, rate: Rate, channel: string, priority: number): Promise<number> {
  const [row] = await db.execute<{ wait: number }>(sql`
    select take_token(${rate.method}, ${rate.perChannel ? channel : ''}, ${rate.perMinute}, ${rate.burst}, ${priority}) as wait`)
  if (!row) throw new Error('a bucket gave no answer')
  return row.wait
}

/** After a 429: no call of this method (in this channel) until then; other methods go on. */
export async function closeBucket(
  db: Reader,
  rate: Pick<Rate, 'method' | 'perChannel'>,
  channel: string,
  ms: number,
): Promise<void> {
  await db.execute(sql`
    insert into buckets as b (method, channel, tokens, refilled_at, closed_until)
    values (${rate.method}, ${rate.perChannel ? channel : ''}, 0, clock_timestamp(), clock_timestamp() + ${ms} * interval '1 millisecond')
    on conflict (method, channel) do update set closed_until = greatest(b.closed_until, excluded.closed_until)`)
}
