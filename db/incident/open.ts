import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { options } from '../schema/configuration.ts'
import { incidents } from '../schema/incidents.ts'
import { type Viewer, visibleTo } from './visible.ts'

export interface OfferedIncident {
  id: number
  title: string
  /** The mark of its severity. */
  mark: string
  reportedAt: Date
}

/** Open; closed, and to be reopened; declined or merged, and to be taken back. */
export type Among = 'open' | 'closed' | 'aside'

const which: Record<Among, SQL> = {
  open: sql`${incidents.status} <> 'closed'`,
  closed: sql`${incidents.status} = 'closed' and ${incidents.outcome} is null and not ${incidents.afterwards}`,
  aside: sql`${incidents.outcome} is not null`,
}

/** The newest of them that the viewer may see. */
export async function listAmong(
  db: Reader,
  viewer: Viewer,
  among: Among,
  limit = 10,
): Promise<OfferedIncident[]> {
  const rows = await db
    .select({
      id: incidents.id,
      title: incidents.title,
      mark: options.mark,
      reportedAt: incidents.reportedAt,
    })
    .from(incidents)
    .leftJoin(options, and(eq(options.kind, 'severity'), eq(options.key, incidents.severity)))
    .where(and(which[among], visibleTo(viewer)))
    .orderBy(desc(incidents.reportedAt), desc(incidents.id))
    .limit(limit)
  return rows.map((row) => ({ ...row, mark: row.mark ?? '' }))
}
