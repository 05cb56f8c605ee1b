import { type SQL, sql } from 'drizzle-orm'
import { sightOf } from '../incident/sight.ts'

/** How a person stands to the incident on whose timeline an entry is. */
export function sightOfEntry(entry: number, person: string): SQL {
  return sightOf(sql`select incident_id from entries where id = ${entry}::bigint`, person)
}
