import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../verb.ts'
import { addPeople } from './participants.ts'

export const commander = 'commander'

/** How a role is given. */
export interface Giving {
  /** Only after this person, or where nobody holds it for null; left out, after whoever does. */
  after?: string | null
  /** The offer that was accepted. */
  handover?: number
  /** The input in which the person was chosen. */
  field?: string
}

/**
 * Gives a role to a person, who is then in the incident; offers of that role that are open come to nothing. False where
 * the person held it already. Throws a Refusal for a role that there is not, for one who cannot hold it, and where
 * somebody else has got it meanwhile.
 */
export async function giveRole(
  work: Work,
  incident: number,
  role: string,
  person: string,
  { after, handover, field = 'person' }: Giving = {},
): Promise<boolean> {
  await mayHold(work, incident, role, person, field)
  const take = role === commander ? takeCommand : assign
  const [changed] = await take(work, { incident, role, person, after })
  if (!changed) return refuseUnlessHeld(work, incident, role, person, field)
  await addPeople(work, incident, { people: [person], why: 'role' })
  work.also(
    work.tx.execute(sql`
      update handovers set state = 'overtaken' where incident_id = ${incident} and role = ${role} and state = 'open'`),
  )
  work.record({
    type: 'role.assigned',
    subject: ['incident', incident],
    data: { role, person, from: changed.before, handover: handover ?? null },
  })
  return true
}

/** Takes every role of a person in an incident away, and answers which. */
export async function vacateRoles(work: Work, incident: number, person: string): Promise<string[]> {
  const rows = await work.tx.execute<{ role: string }>(sql`
    with left_command as (
      update incidents set commander_id = null where id = ${incident} and commander_id = ${person} returning 1
    ), left_roles as (
      delete from assignments where incident_id = ${incident} and person_id = ${person} returning role
    )
    select ${commander}::text as role from left_command union all select role from left_roles`)
  for (const { role } of rows)
    work.record({ type: 'role.vacated', subject: ['incident', incident], data: { role, person } })
  return rows.map((row) => row.role)
}

/** Takes one role away from the person who holds it; false where that is somebody else, or nobody. */
export async function vacateRole(
  work: Work,
  incident: number,
  role: string,
  person: string,
): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    delete from assignments where incident_id = ${incident} and role = ${role} and person_id = ${person} returning 1`)
  if (rows.length > 0)
    work.record({ type: 'role.vacated', subject: ['incident', incident], data: { role, person } })
  return rows.length > 0
}

/** Who holds a role of an incident, or nobody. */
export async function findHolder(db: Reader, incident: number, role: string): Promise<string | null> {
  const [row] = await db.execute<{ holder: string | null }>(sql`select ${holderOf(role, incident)} as holder`)
  return row?.holder ?? null
}

function holderOf(role: string, incident: number) {
  return role === commander
    ? sql`(select commander_id from incidents where id = ${incident})`
    : sql`(select person_id from assignments where incident_id = ${incident} and role = ${role})`
}

/**
 * Throws a Refusal for a role that there is not, and for one who cannot hold it. From here to the end of the
 * transaction no other changes the roles of the incident.
 */
export async function mayHold(
  { tx }: Work,
  incident: number,
  role: string,
  person: string,
  field: string,
): Promise<void> {
  const [row] = await tx.execute<{ known: boolean; kind: string | null }>(sql`
    with locked as (select 1 from incidents where id = ${incident} for no key update)
    select exists (select 1 from options where kind = 'role' and key = ${role}) as known,
      (select kind from people where id = ${person}) as kind, (select count(*) from locked)`)
  if (!row?.known)
    throw new Refusal(
      'role_unknown',
      'There is no such role. `/dispatch role` shows those that there are.',
      'role',
    )
  if (row.kind !== null && row.kind !== 'member')
    throw new Refusal(
      'cannot_hold_role',
      'This person cannot hold a role: only active, full members of this workspace can.',
      field,
    )
}

interface Change {
  incident: number
  role: string
  person: string
  after: string | null | undefined
}
type Changed = Promise<{ before: string | null }[]>

function takeCommand({ tx }: Work, { incident, person, after }: Change): Changed {
  return tx.execute<{ before: string | null }>(sql`
    update incidents i set commander_id = ${person}
    from (select id, commander_id from incidents where id = ${incident} for no key update) before
    where i.id = before.id and before.commander_id is distinct from ${person}
      and ${isAfter(sql`before.commander_id`, after)}
    returning before.commander_id as before`)
}

function assign({ tx, now }: Work, { incident, role, person, after }: Change): Changed {
  return tx.execute<{ before: string | null }>(sql`
    with before as (select person_id from assignments where incident_id = ${incident} and role = ${role})
    insert into assignments as a (incident_id, role, person_id, since)
    select ${incident}, ${role}, ${person}, ${now.toISOString()}::timestamptz
    where ${isAfter(sql`(select person_id from before)`, after)}
    on conflict (incident_id, role) do update set person_id = excluded.person_id, since = excluded.since
    where a.person_id <> excluded.person_id
    returning (select person_id from before) as before`)
}

function isAfter(holder: SQL, after: string | null | undefined): SQL {
  return after === undefined ? sql`true` : sql`${holder} is not distinct from ${after}::text`
}

// Nothing was changed: this person holds it already, or somebody else has got it since it was shown.
async function refuseUnlessHeld(
  work: Work,
  incident: number,
  role: string,
  person: string,
  field: string,
): Promise<false> {
  const holder = await findHolder(work.tx, incident, role)
  if (holder === person) return false
  throw new Refusal(
    'role_held',
    holder === null
      ? 'Nobody holds this role any more. Please look again, and choose once more.'
      : 'Somebody else holds this role by now. Please look again, and choose once more.',
    field,
  )
}
