import { sql } from 'drizzle-orm'
import type { Database } from './database.ts'

export interface Beat {
  id: string
  kind: 'app' | 'jobs'
  queueOk: boolean
}

/** Tells that a process lives, and whether its queue takes offers. */
export async function beat(db: Database, { id, kind, queueOk }: Beat): Promise<void> {
  await db.execute(sql`
    insert into processes (id, kind, queue_ok) values (${id}, ${kind}, ${queueOk})
    on conflict (id) do update set beat_at = clock_timestamp(), queue_ok = excluded.queue_ok`)
}

/** Removes a process that stops, and those that have been silent for an hour. */
export async function endBeat(db: Database, id: string): Promise<void> {
  await db.execute(
    sql`delete from processes where id = ${id} or beat_at < clock_timestamp() - interval '1 hour'`,
  )
}

/** A pulse older than this is none: it beats every second. */
export const pulseTooOldMs = 5_000

export interface Health {
  /** Milliseconds since the newest pulse of any jobs process; nothing where none ever ran. */
  pulseAgeMs: number | null
  queueOk: boolean
}

/** How the jobs processes are, as the database knows it. */
export async function getHealth(db: Database): Promise<Health> {
  const [row] = await db.execute<{ age: number | null; ok: boolean | null }>(sql`
    select (extract(epoch from clock_timestamp() - max(beat_at)) * 1000)::float8 as age,
      bool_or(queue_ok and beat_at > clock_timestamp() - interval '5 seconds') as ok
    from processes where kind = 'jobs'`)
  return { pulseAgeMs: row?.age ?? null, queueOk: row?.ok ?? false }
}
