import { and, eq } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { facts } from '../schema/facts.ts'
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

/** The modal in which the incident was reported, or nothing. */
export async function findReportView(db: Reader, incident: number): Promise<string | undefined> {
  const [row] = await db
    .select({ data: facts.data })
    .from(facts)
    .where(and(eq(facts.incidentId, incident), eq(facts.type, 'incident.reported')))
  return typeof row?.data.view === 'string' ? row.data.view : undefined
}
