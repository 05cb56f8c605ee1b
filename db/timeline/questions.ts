import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { Refusal } from '../refusal.ts'

/** The incident that a message belongs to: the one that keeps it, else the one whose channel it stands in; or nothing. */
export async function findIncidentOfMessage(
  db: Reader,
  channel: string,
  ts: string,
): Promise<number | undefined> {
  const [row] = await db.execute<{ id: number | null }>(sql`
    select coalesce((select incident_id from entries where channel_id = ${channel} and ts = ${ts}),
      (select incident_id from resources where kind = 'channel' and external_id = ${channel})) as id`)
  return row?.id ?? undefined
}

/** Whether the message stands on a timeline, hidden or not. */
export async function isKept(db: Reader, channel: string, ts: string): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from entries where channel_id = ${channel} and ts = ${ts}`)
  return rows.length > 0
}

/** Where a kept message stands, and whether it is on the timeline for all to see; nothing for an entry that is none. */
export async function findReceipt(
  db: Reader,
  entry: number,
): Promise<{ channel: string; ts: string; shown: boolean } | undefined> {
  const [row] = await db.execute<{ channel: string; ts: string; shown: boolean }>(sql`
    select channel_id as channel, ts, keepers <> '{}' and hidden_at is null as shown
    from entries where id = ${entry} and kind = 'message'`)
  return row
}

/** An entry as the form that corrects it shows it. */
export interface EntryText {
  entry: number
  incident: number
  text: string
  at: Date
  /** How often it has been changed. */
  version: number
}

/** For the app itself: the caller has asked whether the person may. Throws a Refusal where there is no such entry. */
export async function getEntry(db: Reader, entry: number): Promise<EntryText> {
  const [row] = await db.execute<{ incident: number; text: string; at: string; version: number }>(sql`
    select e.incident_id as incident, e.text, e.happened_at as at,
      (select count(*)::int from facts f where f.incident_id = e.incident_id
        and f.type in ('entry.corrected', 'message.revised') and f.data->>'entry' = e.id::text) as version
    from entries e where e.id = ${entry}::bigint`)
  if (!row) throw new Refusal('entry_unknown', 'There is no such entry on the timeline any more.')
  return { ...row, entry, at: new Date(row.at) }
}

/** What time it is for a person: the app's time, and the zone that they live by. */
export async function getClock(db: Reader, person: string): Promise<{ now: Date; zone: string }> {
  const [row] = await db.execute<{ now: string; zone: string | null }>(
    sql`select app_now() as now, (select time_zone from people where id = ${person}) as zone`,
  )
  if (!row) throw new Error('the database gave no time')
  return { now: new Date(row.now), zone: row.zone ?? 'UTC' }
}

/** What people are called, for those who are known. */
export async function listNames(db: Reader, people: string[]): Promise<Map<string, string>> {
  if (people.length === 0) return new Map()
  const rows = await db.execute<{ id: string; name: string }>(
    sql`select id, name from people where id in ${people}`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
