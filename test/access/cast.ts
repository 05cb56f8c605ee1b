import { sql } from 'drizzle-orm'
import type { Database } from '../../db/database.ts'
import { declineIncident } from '../../db/incident/decline.ts'
import { mergeIncident } from '../../db/incident/merge.ts'
import { updateIncident } from '../../db/incident/update.ts'
import { keepPeople } from '../../db/people/people.ts'
import type { Visibility } from '../../db/schema/incidents.ts'
import { type PersonKind, personKinds } from '../../db/schema/people.ts'
import { by, type Ground, openGround, personOf, report } from '../db/ground.ts'
import type { Kind } from './table.ts'

export const states = ['active', 'stable', 'closed', 'declined', 'merged'] as const
export type State = (typeof states)[number]

/** An incident in a state, with everybody of the cast standing to it as their name says. */
export interface Place {
  incident: number
  visibility: Visibility
  state: State
}

/** One who asks, of a kind. Who is no member asks twice: from outside, and as the holder of a role. */
export interface Asker {
  kind: Kind
  id: string
  /** How this person is in each incident. */
  as: 'outside' | 'left' | 'observer' | 'participant' | 'holder' | 'holder who left' | 'commander'
}

export const lead = by('ULEAD')

export const cast: Asker[] = [
  { kind: 'outside', id: 'UOUT', as: 'outside' },
  { kind: 'left', id: 'ULEFT', as: 'left' },
  { kind: 'observer', id: 'UOBSERVER', as: 'observer' },
  { kind: 'participant', id: 'UPARTICIPANT', as: 'participant' },
  { kind: 'holder', id: 'UHOLDER', as: 'holder' },
  { kind: 'holder', id: 'UHOLDERLEFT', as: 'holder who left' },
  { kind: 'commander', id: lead.id, as: 'commander' },
  { kind: 'admin-outside', id: 'UADMINOUT', as: 'outside' },
  { kind: 'admin-inside', id: 'UADMININ', as: 'observer' },
  ...(['guest', 'stranger', 'bot', 'deactivated'] as const).flatMap((kind): Asker[] => [
    { kind, id: `U${kind.toUpperCase()}OUT`, as: 'outside' },
    { kind, id: `U${kind.toUpperCase()}IN`, as: 'holder' },
  ]),
  { kind: 'unknown', id: 'UNOBODY', as: 'outside' },
]

/** Those whom nothing is for, however they stand to an incident. */
export const nonMembers: readonly Kind[] = ['guest', 'stranger', 'bot', 'deactivated', 'unknown']

export interface Theatre extends Ground {
  places: Place[]
}

/** A database with the cast in it, and an incident of each visibility in each state. */
export async function openTheatre(): Promise<Theatre> {
  const ground = await openGround()
  await keepPeople(
    ground.db,
    cast
      .filter(({ kind }) => kind !== 'unknown')
      .map(({ id, kind }) =>
        personOf(id, { kind: kindOf(kind), owner: kind.startsWith('admin') || kindOf(kind) !== 'member' }),
      ),
  )
  await ground.db.execute(sql`insert into groups (id, handle, name, members)
    values ('SDBAS', 'dbas', 'Database people', array['UANA', 'UBEN'])`)
  const places: Place[] = []
  for (const visibility of ['open', 'restricted'] as const)
    for (const state of states) places.push(await place(ground, visibility, state))
  return { ...ground, places }
}

function kindOf(kind: Kind): PersonKind {
  return personKinds.find((one) => one === kind) ?? 'member'
}

async function place(ground: Ground, visibility: Visibility, state: State): Promise<Place> {
  const incident = await report(ground, { title: 'till three is stuck', visibility }, lead)
  for (const asker of cast) await seat(ground.db, incident, asker)
  await bringTo(ground, { incident, visibility, state })
  return { incident, visibility, state }
}

/** Has a person stand to an incident as the cast says. */
export async function seat(db: Database, incident: number, { id, as }: Asker): Promise<void> {
  if (as === 'outside' || as === 'commander') return
  await db.execute(sql`
    insert into participants (incident_id, person_id, why, observer, added_at, invited_at, left_at)
    values (${incident}, ${id}, 'asked', ${as === 'observer'}, app_now(), app_now(),
      case when ${as === 'left' || as === 'holder who left'} then app_now() end)`)
  if (as.startsWith('holder'))
    await db.execute(sql`insert into assignments (incident_id, role, person_id, since)
      values (${incident}, ${`role of ${id}`}, ${id}, app_now())`)
}

async function bringTo(ground: Ground, { incident, visibility, state }: Place): Promise<void> {
  const why = 'it is so'
  if (state === 'stable' || state === 'closed') {
    const wishes = { status: { to: state }, resolution: { to: 'turned off and on' } }
    await updateIncident(ground.db, lead, { incident, wishes, note: why })
  }
  if (state === 'declined') await declineIncident(ground.db, lead, { incident, why })
  if (state === 'merged')
    await mergeIncident(ground.db, lead, {
      incident,
      into: await report(ground, { title: 'all tills', visibility }, lead),
      why,
    })
}
