import { and, eq } from 'drizzle-orm'
import { notVisible } from '../acts.ts'
import type { Reader } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { incidents } from '../schema/incidents.ts'
import { type Viewer, visibleTo } from './visible.ts'

/** The whole description, for one who may see the incident. Throws a Refusal for the others. */
export async function getText(
  db: Reader,
  viewer: Viewer,
  id: number,
): Promise<{ id: number; description: string }> {
  const [row] = await db
    .select({ id: incidents.id, description: incidents.description })
    .from(incidents)
    .where(and(eq(incidents.id, id), visibleTo(viewer)))
  if (!row) throw new Refusal(...notVisible)
  return row
}
