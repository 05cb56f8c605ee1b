import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { incidents } from '../schema/incidents.ts'
import { type Viewer, visibleTo } from './visible.ts'

/** Characters of one tag. */
const longest = 40

/** What was typed as a tag: one line in small letters, without the commas that stand between tags. */
export function tagOf(typed: string): string {
  const line = typed.toWellFormed().replace(/[\p{Cc}\p{Cf},]+/gu, ' ')
  const words = line.replace(/\s+/g, ' ').trim().toLowerCase()
  return [...words].slice(0, longest).join('').trim()
}

/** Tags of incidents that the viewer may see, with these letters in them, the most used first. */
export async function listTags(db: Reader, viewer: Viewer, typed: string, limit = 30): Promise<string[]> {
  const rows = await db.execute<{ tag: string }>(sql`
    select tag from ${incidents}, unnest(${incidents.tags}) as tag
    where ${visibleTo(viewer)} and position(${tagOf(typed)} in tag) > 0
    group by tag order by count(*) desc, tag limit ${limit}`)
  return rows.map((row) => row.tag)
}
