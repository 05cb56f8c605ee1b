import { sql } from 'drizzle-orm'
import type { Reader, Tx } from '../database.ts'

/** One call that is about to be made: what it is rated by, how often a minute, and how many at once. */
export interface Token {
  method: string
  /** Where the rate is one of each channel; else ''. */
  channel: string
  perMinute: number
  burst: number
}

/**
 * Takes every token or none; answers 0, or how many milliseconds until it is worth asking again.
 * While a more urgent step is due for the same method, a less urgent one gets none.
 */
export async function takeTokens(tx: Tx, tokens: Token[], priority: number): Promise<number> {
  let wait = 0
  for (const token of tokens) wait = Math.max(wait, await takeOne(tx, token, priority))
  return wait
}

async function takeOne(tx: Tx, token: Token, priority: number): Promise<number> {
  const perMs = token.perMinute / 60_000
  const [row] = await tx.execute<{ tokens: number; closed_ms: number }>(sql`
    insert into buckets as b (method, channel, tokens, refilled_at)
    values (${token.method}, ${token.channel}, ${token.burst - 1}, clock_timestamp())
    on conflict (method, channel) do update set
      tokens = least(${token.burst}, b.tokens + extract(epoch from clock_timestamp() - b.refilled_at) * 1000 * ${perMs}::float8) - 1,
      refilled_at = clock_timestamp()
    returning tokens, coalesce(extract(epoch from closed_until - clock_timestamp()) * 1000, 0)::float8 as closed_ms`)
  if (!row) throw new Error('a bucket gave no row')
  const closedMs = Math.max(0, Number(row.closed_ms))
  const lacking = row.tokens < 0 ? Math.ceil(-row.tokens / perMs) : 0
  if (closedMs === 0 && lacking === 0 && !(row.tokens < 1 && (await isYielding(tx, token, priority))))
    return 0
  await tx.execute(
    sql`update buckets set tokens = tokens + 1 where method = ${token.method} and channel = ${token.channel}`,
  )
  return Math.ceil(Math.max(closedMs, lacking, 50))
}

async function isYielding(tx: Tx, token: Token, priority: number): Promise<boolean> {
  const [row] = await tx.execute<{ yields: boolean }>(sql`
    select exists (select 1 from steps where state = 'waiting' and not_before <= clock_timestamp()
      and priority < ${priority} and method = ${token.method}) as yields`)
  return row?.yields ?? false
}

/** After a 429: no call of this method (in this channel) until then; other methods go on. */
export async function closeBucket(
  db: Reader,
  token: Pick<Token, 'method' | 'channel'>,
  ms: number,
): Promise<void> {
  await db.execute(sql`
    insert into buckets as b (method, channel, tokens, refilled_at, closed_until)
    values (${token.method}, ${token.channel}, 0, clock_timestamp(), clock_timestamp() + ${ms} * interval '1 millisecond')
    on conflict (method, channel) do update set closed_until = greatest(b.closed_until, excluded.closed_until)`)
}
