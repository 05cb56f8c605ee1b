import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { Change } from '../facts.ts'

/** One telling of how it stands: what it changed, and in what words. */
export interface Update {
  at: Date
  /** Nobody, where the app itself did. */
  by: string | null
  changes: Change[]
  note: string
}

/** The last updates of an incident, the newest first. */
export async function listUpdates(db: Reader, incident: number, most: number): Promise<Update[]> {
  const rows = await db.execute<{ at: string; by: string | null; changes: Change[]; note: string }>(sql`
    select happened_at as at, actor_id as by, data->'changes' as changes, coalesce(words->>'note', '') as note
    from facts where incident_id = ${incident} and type = 'incident.updated'
    order by happened_at desc, id desc limit ${most}`)
  return rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) }))
}
