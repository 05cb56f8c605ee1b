import { sql } from 'drizzle-orm'
import type { Database } from './database.ts'

export interface KeptEvent {
  id: number
  payload: Record<string, unknown>
  tries: number
  /** How long ago it came. */
  hours: number
}

/** Keeps an event for good before it is acknowledged. One that is kept already stays as it was. */
export async function keepEvent(
  db: Database,
  event: { id: string; line: string; payload: Record<string, unknown> },
): Promise<void> {
  await db.execute(sql`
    insert into inbox (event_id, line, payload) values (${event.id}, ${event.line}, ${JSON.stringify(event.payload)})
    on conflict do nothing`)
}

/** Takes the oldest open event of a line that nobody works on, for 10 s; nothing where there is none. */
export async function takeEvent(db: Database): Promise<KeptEvent | undefined> {
  const [row] = await db.execute<{ id: string; payload: string; tries: number; hours: number }>(sql`
    update inbox set lease_until = clock_timestamp() + interval '10 seconds', tries = tries + 1
    where id = (
      select i.id from inbox i
      where i.done_at is null and i.not_before <= clock_timestamp()
        and coalesce(i.lease_until < clock_timestamp(), true)
        and not exists (select 1 from inbox e where e.line = i.line and e.id < i.id and e.done_at is null)
      order by i.id limit 1 for update skip locked)
    returning id, payload, tries, (extract(epoch from clock_timestamp() - received_at) / 3600)::float8 as hours`)
  return row && { ...row, id: Number(row.id), payload: JSON.parse(row.payload) }
}

/** The event is handled; what people wrote in it goes, its key stays. */
export async function endEvent(db: Database, id: number, error?: string): Promise<void> {
  await db.execute(
    sql`update inbox set done_at = clock_timestamp(), lease_until = null, payload = null, error = ${error ?? null} where id = ${id}`,
  )
}

/** The event is to be handled once more, in a while; `counts` says whether that was a try. */
export async function returnEvent(
  db: Database,
  id: number,
  error: string,
  waitMs: number,
  counts = true,
): Promise<void> {
  await db.execute(sql`
    update inbox set lease_until = null, error = ${error}, tries = tries - ${counts ? 0 : 1}::int,
      not_before = clock_timestamp() + ${waitMs} * interval '1 millisecond'
    where id = ${id}`)
}

/** Keys of events and requests are kept for seven days. */
export async function forgetOldKeys(db: Database): Promise<void> {
  await db.execute(sql`delete from inbox where done_at < clock_timestamp() - interval '7 days'`)
  await db.execute(sql`delete from requests where at < clock_timestamp() - interval '7 days'`)
}
