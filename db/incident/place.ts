import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { FactData } from '../facts.ts'
import { facts } from '../schema/facts.ts'
import { incidents } from '../schema/incidents.ts'
import { type Lost, type ResourceKind, resources } from '../schema/resources.ts'

/** The incident whose channel this is, or nothing. */
export async function findIncidentOf(db: Reader, channel: string): Promise<number | undefined> {
  const [row] = await db
    .select({ id: resources.incidentId })
    .from(resources)
    .where(and(eq(resources.kind, 'channel'), eq(resources.externalId, channel)))
  return row?.id
}

/** The incidents that go on in this channel, or did before another took its place. */
export async function listHolders(
  db: Reader,
  channel: string,
): Promise<{ incident: number; kind: ResourceKind }[]> {
  return db
    .select({ incident: resources.incidentId, kind: resources.kind })
    .from(resources)
    .where(and(inArray(resources.kind, ['channel', 'former_channel']), eq(resources.externalId, channel)))
}

/** The channel that an open incident cannot go on in, as it is lost in one of these ways; nothing where there is none. */
export async function findChannelToLeave(
  db: Reader,
  incident: number,
  ways: Lost[] = ['archived', 'deleted', 'removed', 'exposed'],
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: resources.externalId })
    .from(resources)
    .innerJoin(incidents, eq(incidents.id, resources.incidentId))
    .where(
      and(
        eq(resources.incidentId, incident),
        eq(resources.kind, 'channel'),
        inArray(resources.lost, ways),
        ne(incidents.status, 'closed'),
      ),
    )
  return row?.id
}

export type Reason = FactData<'channel.replaced'>['reason']

/** Whether the incident's channel took the place of another since this fact, for one of these reasons. */
export async function isBeforeChannel(
  db: Reader,
  incident: number,
  factId: number,
  reasons: Reason[] = ['restricted', 'reopened', 'lost'],
): Promise<boolean> {
  const rows = await db
    .select({ id: facts.id })
    .from(facts)
    .where(
      and(
        eq(facts.incidentId, incident),
        eq(facts.type, 'channel.replaced'),
        gt(facts.id, factId),
        inArray(sql`${facts.data}->>'reason'`, reasons),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** Whether Slack was asked for another channel of the incident, and what came of that is not known yet. */
export async function isMovingOn(db: Reader, incident: number): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from steps where incident_id = ${incident} and reaction = 'openSuccessor'
      and state in ('waiting', 'running') and asked_at is not null limit 1`)
  return rows.length > 0
}

/** Whether people asked that the incident goes on in another channel than this one. */
export async function isAnotherAsked(db: Reader, incident: number, channel: string): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from facts where incident_id = ${incident} and type = 'channel.asked'
      and data->>'wish' = 'another' and data->>'channel' = ${channel} limit 1`)
  return rows.length > 0
}

/** Whether the incident is over. */
export async function isClosed(db: Reader, incident: number): Promise<boolean> {
  const [row] = await db
    .select({ status: incidents.status })
    .from(incidents)
    .where(eq(incidents.id, incident))
  return row?.status === 'closed'
}

/** Whether the channel of the incident is to be archived by now. */
export async function isArchiveDue(db: Reader, incident: number): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from incidents where id = ${incident} and status = 'closed' and archive_at <= app_now()`)
  return rows.length > 0
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

/** The channels in which an incident is announced; one that is restricted, or was only written down afterwards, is announced nowhere. */
export async function listBroadcastsFor(db: Reader, incident: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select b.channel_id as id from incidents i join broadcasts b
      on (cardinality(b.types) = 0 or i.type = any(b.types))
      and (cardinality(b.priorities) = 0 or i.priority = any(b.priorities))
    where i.id = ${incident} and i.visibility = 'open' and not i.afterwards order by b.channel_id`)
  return rows.map((row) => row.id)
}

/** What those of this kind show, as far as it is known. */
export async function listPictures(
  db: Reader,
  incident: number,
  kind: ResourceKind,
): Promise<{ place: string; picture: string | null }[]> {
  const rows = await db
    .select({ place: resources.place, painted: resources.painted })
    .from(resources)
    .where(and(eq(resources.incidentId, incident), eq(resources.kind, kind)))
  return rows.map(({ place, painted }) => ({ place, picture: painted?.picture ?? null }))
}

/** The channels in which an incident is announced, or is just being: what is posted there later comes after that. */
export async function listAnnounced(db: Reader, incident: number): Promise<string[]> {
  const rows = await db.execute<{ place: string }>(sql`
    select place from steps where incident_id = ${incident} and reaction = 'announce'
      and state in ('waiting', 'running', 'done') order by place`)
  return rows.map((row) => row.place)
}

/** Whether an incident has each of these. */
export async function hasResources(db: Reader, incident: number, kinds: ResourceKind[]): Promise<boolean> {
  const rows = await db
    .selectDistinct({ kind: resources.kind })
    .from(resources)
    .where(and(eq(resources.incidentId, incident), inArray(resources.kind, kinds)))
  return rows.length === kinds.length
}

/** Every title that the incident has had, the one of now among them. */
export async function listTitles(db: Reader, incident: number): Promise<string[]> {
  const rows = await db.execute<{ title: string }>(sql`
    select title from incidents where id = ${incident}
    union select word.value from facts f, jsonb_each_text(f.words) as word
    where f.incident_id = ${incident} and f.type in ('incident.reported', 'incident.updated')
      and word.key in ('title', 'titleBefore')`)
  return rows.map((row) => row.title)
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
