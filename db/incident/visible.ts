import { or, type SQL, sql } from 'drizzle-orm'
import { incidents } from '../schema/incidents.ts'

/** Who looks: a person's id, or everyone who reads a broadcast. */
export type Viewer = string | 'everyone'

/** The condition that every question on incidents obeys. */
export function visibleTo(viewer: Viewer): SQL | undefined {
  const open = sql`${incidents.visibility} = 'open'`
  if (viewer === 'everyone') return open
  return or(
    open,
    sql`exists (select 1 from participants seen where seen.incident_id = ${incidents.id} and seen.person_id = ${viewer})`,
  )
}
