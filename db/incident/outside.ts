import { and, eq, inArray, sql } from 'drizzle-orm'
import { forgetUnwanted, release } from '../channel/hold.ts'
import type { Database } from '../database.ts'
import { participants } from '../schema/incidents.ts'
import { type Lost, type Painted, type ResourceKind, resources, type Shown } from '../schema/resources.ts'
import type { Work } from '../verb.ts'
import { isAnotherAsked } from './place.ts'

/** What became true in the outside world; each is called inside the transaction that ends its step. */
export async function channelOpened(
  work: Work,
  incident: number,
  channel: { id: string; name: string; url: string; isPrivate: boolean },
) {
  const { id, name, url, isPrivate } = channel
  const lost = await lossOf(work, incident, isPrivate)
  await keepResource(work, incident, 'channel', { externalId: id, name, url, isPrivate, lost })
  work.record({
    type: 'channel.opened',
    subject: ['incident', incident],
    data: { channel: id, name },
  })
}

/** The app archived the channel, if nobody was faster. */
export async function channelArchived(work: Work, incident: number, channel: string) {
  const rows = await work.tx.execute(sql`
    update resources set lost = 'archived' where incident_id = ${incident} and kind = 'channel'
      and external_id = ${channel} and lost is null returning 1`)
  if (rows.length === 0) return
  await forgetUnwanted(work.tx, channel)
  work.record({
    type: 'channel.lost',
    subject: ['incident', incident],
    data: { channel, how: 'archived', by: null, own: true },
  })
}

export interface Replacement {
  former: string
  channel: { id: string; name: string; url: string; isPrivate: boolean }
}

/** Another channel took the place of the one before, which is kept as a former one; everyone is to be invited anew, and the brief posted. */
export async function channelReplaced(work: Work, incident: number, { former, channel }: Replacement) {
  const { id, name, url, isPrivate } = channel
  const lost = await lossOf(work, incident, isPrivate)
  const [left] = await work.tx.execute<{ lost: Lost | null }>(sql`
    update resources set kind = 'former_channel', place = external_id
    where incident_id = ${incident} and kind = 'channel' and external_id = ${former} returning lost`)
  if (!left) return
  await work.tx.execute(sql`delete from resources where incident_id = ${incident} and kind = 'brief'`)
  await work.tx.execute(sql`
    update participants set invited_at = null, refused = null where incident_id = ${incident} and left_at is null`)
  await keepResource(work, incident, 'channel', { externalId: id, name, url, isPrivate, lost })
  await release(work.tx, former, true)
  const isAsked = await isAnotherAsked(work.tx, incident, former)
  const reason = left.lost === 'exposed' ? 'restricted' : isAsked ? 'lost' : 'reopened'
  work.record({
    type: 'channel.replaced',
    subject: ['incident', incident],
    data: { channel: id, name, former, reason },
  })
}

export async function briefPosted(work: Work, incident: number, message: Posted) {
  if (!(await isChannelOf(work, incident, message.channel))) return
  await keepResource(work, incident, 'brief', {
    externalId: message.ts,
    name: message.channel,
    url: message.url,
  })
  const { channel, ts } = message
  work.record({ type: 'brief.posted', subject: ['incident', incident], data: { channel, ts } })
}

export async function announcementPosted(
  work: Work,
  incident: number,
  { channel, ts, url, early, shown }: Posted & { early: boolean; shown?: Shown | undefined },
) {
  const painted = shown ? { painted: shown } : {}
  await keepResource(work, incident, 'announcement', {
    place: channel,
    externalId: ts,
    name: channel,
    url,
    ...painted,
  })
  work.record({ type: 'announcement.posted', subject: ['incident', incident], data: { channel, ts, early } })
}

export async function ticketOpened(
  work: Work,
  incident: number,
  { key, url }: { key: string; url: string },
  painted: Painted,
) {
  await keepResource(work, incident, 'ticket', { externalId: key, name: key, url, painted })
  work.record({ type: 'ticket.opened', subject: ['incident', incident], data: { key, url } })
}

/** Remembers what was just written into the ticket; at once, whatever becomes of the rest of its step. */
export async function ticketPainted(db: Database, ticket: number, part: Partial<Painted>): Promise<void> {
  await db.execute(sql`
    update resources set painted = coalesce(painted, '{}') || ${JSON.stringify(part)}::text::jsonb where id = ${ticket}`)
}

export interface Invited {
  /** Into which channel: another may have taken its place meanwhile, to which they are invited anew. */
  channel: string
  people: string[]
  refused: { person: string; code: string }[]
}

export async function peopleInvited(work: Work, incident: number, { channel, people, refused }: Invited) {
  if (!(await isChannelOf(work, incident, channel))) return
  if (people.length > 0)
    await work.tx
      .update(participants)
      .set({ invitedAt: work.now, refused: null })
      .where(and(eq(participants.incidentId, incident), inArray(participants.personId, people)))
  for (const { person, code } of refused)
    await work.tx
      .update(participants)
      .set({ refused: code })
      .where(and(eq(participants.incidentId, incident), eq(participants.personId, person)))
  work.record({ type: 'people.invited', subject: ['incident', incident], data: { people, refused } })
}

// And stays so until the transaction ends.
async function isChannelOf({ tx }: Work, incident: number, channel: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from resources where incident_id = ${incident} and kind = 'channel' and external_id = ${channel} for share`)
  return rows.length > 0
}

export interface Posted {
  channel: string
  ts: string
  url: string
}

interface Resource {
  place?: string
  externalId: string
  name: string
  url: string
  isPrivate?: boolean
  lost?: Lost | null
  painted?: Partial<Painted & Shown>
}

// Restricted while its channel was being opened for all to see; who restricts it just now waits, and then finds the channel.
async function lossOf({ tx }: Work, incident: number, isPrivate: boolean): Promise<Lost | null> {
  if (isPrivate) return null
  const [row] = await tx.execute<{ visibility: string }>(
    sql`select visibility from incidents where id = ${incident} for share`,
  )
  return row?.visibility === 'restricted' ? 'exposed' : null
}

/** Keeps a thing of the outside as the incident's one of its kind and place, in place of what was that before. */
export async function keepResource(
  work: Work,
  incidentId: number,
  kind: ResourceKind,
  resource: Resource,
): Promise<void> {
  await work.tx
    .insert(resources)
    .values({ incidentId, kind, ...resource })
    .onConflictDoUpdate({
      target: [resources.incidentId, resources.kind, resources.place],
      set: {
        externalId: sql`excluded.external_id`,
        name: sql`excluded.name`,
        url: sql`excluded.url`,
        painted: sql`excluded.painted`,
        isPrivate: sql`excluded.is_private`,
        lost: sql`excluded.lost`,
      },
    })
}
