import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { facts } from '../schema/facts.ts'
import { incidents, type ResourceKind, resources } from '../schema/incidents.ts'

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

/** Where an incident of this kind stands in the outside world: the places of its announcements, say. */
export async function listPlaces(db: Reader, incident: number, kind: ResourceKind): Promise<string[]> {
  const rows = await db
    .select({ place: resources.place })
    .from(resources)
    .where(and(eq(resources.incidentId, incident), eq(resources.kind, kind)))
  return rows.map((row) => row.place)
}

/** The channels in which an incident is announced; a restricted one is announced nowhere. */
export async function listBroadcastsFor(db: Reader, incident: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select b.channel_id as id from incidents i join broadcasts b
      on (cardinality(b.types) = 0 or i.type = any(b.types))
      and (cardinality(b.priorities) = 0 or i.priority = any(b.priorities))
    where i.id = ${incident} and i.visibility = 'open' order by b.channel_id`)
  return rows.map((row) => row.id)
}

/** Whether an incident has each of these. */
export async function hasResources(db: Reader, incident: number, kinds: ResourceKind[]): Promise<boolean> {
  const rows = await db
    .selectDistinct({ kind: resources.kind })
    .from(resources)
    .where(and(eq(resources.incidentId, incident), inArray(resources.kind, kinds)))
  return rows.length === kinds.length
}

/** Who reported the incident. */
export async function listReporter(db: Reader, incident: number): Promise<string[]> {
  const rows = await db.select({ id: incidents.reporterId }).from(incidents).where(eq(incidents.id, incident))
  return rows.map((row) => row.id)
}

/** The modal in which the incident was reported, or nothing. */
export async function findReportView(db: Reader, incident: number): Promise<string | undefined> {
  const [row] = await db
    .select({ data: facts.data })
    .from(facts)
    .where(and(eq(facts.incidentId, incident), eq(facts.type, 'incident.reported')))
  return typeof row?.data.view === 'string' ? row.data.view : undefined
}
