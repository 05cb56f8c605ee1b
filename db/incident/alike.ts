import { and, eq, ne, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { incidents } from '../schema/incidents.ts'
import { resources } from '../schema/resources.ts'
import { type Viewer, visibleTo } from './visible.ts'

export interface Alike {
  id: number
  title: string
  reportedAt: Date
  channelId: string | null
}

/** Open incidents whose titles resemble the words, the most alike first; at most `limit`, only what the viewer may see. */
export async function listAlike(db: Reader, viewer: Viewer, words: string, limit = 3): Promise<Alike[]> {
  // As it is typed: PostgreSQL takes no NUL.
  const sought = words.replaceAll('\u0000', '').trim().slice(0, 300)
  if (sought.length < 3) return []
  return db
    .select({
      id: incidents.id,
      title: incidents.title,
      reportedAt: incidents.reportedAt,
      channelId: resources.externalId,
    })
    .from(incidents)
    .leftJoin(
      resources,
      and(
        eq(resources.incidentId, incidents.id),
        eq(resources.kind, 'channel'),
        sql`${resources.lost} is distinct from 'deleted'`,
      ),
    )
    .where(and(ne(incidents.status, 'closed'), sql`${incidents.title} % ${sought}`, visibleTo(viewer)))
    .orderBy(sql`similarity(${incidents.title}, ${sought}) desc`, sql`${incidents.id} desc`)
    .limit(limit)
}
