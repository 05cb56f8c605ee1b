import { and, desc, ne, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { incidents } from '../schema/incidents.ts'
import { visibleTo } from './visible.ts'

export interface Target {
  id: number
  title: string
}

/** Slack's limit for the options of a select. */
const most = 100

/**
 * Open incidents that the viewer sees and this one may be merged into: `chosen` first, then those whose titles
 * resemble its own, then the newest.
 */
export async function listTargets(
  db: Reader,
  viewer: string,
  incident: number,
  chosen: number | null,
): Promise<Target[]> {
  const own = (column: string) =>
    sql`(select ${sql.raw(column)} from incidents own where own.id = ${incident})`
  return db
    .select({ id: incidents.id, title: incidents.title })
    .from(incidents)
    .where(
      and(
        ne(incidents.id, incident),
        ne(incidents.status, 'closed'),
        visibleTo(viewer),
        sql`(${incidents.visibility} = 'restricted' or ${own('own.visibility')} = 'open')`,
      ),
    )
    .orderBy(
      sql`${incidents.id} is not distinct from ${chosen}::int desc`,
      desc(sql`similarity(${incidents.title}, ${own('own.title')})`),
      desc(incidents.reportedAt),
    )
    .limit(most)
}
