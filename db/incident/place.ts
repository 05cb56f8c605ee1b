import { and, eq } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { type ResourceKind, resources } from '../schema/incidents.ts'

/** The incident whose channel this is, or nothing. */
export async function findIncidentOf(db: Reader, channel: string): Promise<number | undefined> {
  const [row] = await db
    .select({ id: resources.incidentId })
    .from(resources)
    .where(and(eq(resources.kind, 'channel'), eq(resources.externalId, channel)))
  return row?.id
}

/** One outside thing of an incident, or nothing where it does not stand yet. */
export async function findResource(db: Reader, incident: number, kind: ResourceKind, place = '') {
  const [row] = await db
    .select()
    .from(resources)
    .where(and(eq(resources.incidentId, incident), eq(resources.kind, kind), eq(resources.place, place)))
  return row
}
