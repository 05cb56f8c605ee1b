import { and, eq, inArray, sql } from 'drizzle-orm'
import { participants, type ResourceKind, resources } from '../schema/incidents.ts'
import type { Work } from '../verb.ts'

/** What became true in the outside world; each is called inside the transaction that ends its step. */
export async function channelOpened(
  work: Work,
  incident: number,
  channel: { id: string; name: string; url: string },
) {
  await keep(work, incident, 'channel', { externalId: channel.id, name: channel.name, url: channel.url })
  work.record({
    type: 'channel.opened',
    subject: ['incident', incident],
    data: { channel: channel.id, name: channel.name },
  })
}

export async function briefPosted(work: Work, incident: number, message: Posted) {
  await keep(work, incident, 'brief', { externalId: message.ts, name: message.channel, url: message.url })
  const { channel, ts } = message
  work.record({ type: 'brief.posted', subject: ['incident', incident], data: { channel, ts } })
}

export async function announcementPosted(work: Work, incident: number, message: Posted, early: boolean) {
  const { channel, ts, url } = message
  await keep(work, incident, 'announcement', { place: channel, externalId: ts, name: channel, url })
  work.record({ type: 'announcement.posted', subject: ['incident', incident], data: { channel, ts, early } })
}

export async function ticketOpened(work: Work, incident: number, ticket: { key: string; url: string }) {
  await keep(work, incident, 'ticket', { externalId: ticket.key, name: ticket.key, url: ticket.url })
  work.record({ type: 'ticket.opened', subject: ['incident', incident], data: ticket })
}

export interface Invited {
  people: string[]
  refused: { person: string; code: string }[]
}

export async function peopleInvited(work: Work, incident: number, { people, refused }: Invited) {
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
}

async function keep(work: Work, incidentId: number, kind: ResourceKind, resource: Resource): Promise<void> {
  await work.tx
    .insert(resources)
    .values({ incidentId, kind, ...resource })
    .onConflictDoUpdate({
      target: [resources.incidentId, resources.kind, resources.place],
      set: { externalId: sql`excluded.external_id`, name: sql`excluded.name`, url: sql`excluded.url` },
    })
}
