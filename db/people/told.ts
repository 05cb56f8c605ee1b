import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'

/** A message that told of a fact, and is painted anew once that is settled. */
export interface Told {
  reaction: string
  fact: number
  /** The person whom it was told to in a direct message; empty where it stands in the incident's channel. */
  place: string
  /** Where it stands; nothing, where it was never posted. */
  at: { channel: string; ts: string } | null
  /** It is just being posted, or may have been: it will stand, but not yet for sure. */
  isUnderWay: boolean
}

/** The step that posted it. Throws where there is none of this id. */
export async function getTold(db: Reader, step: number): Promise<Told> {
  const [row] = await db.execute<Told & Record<string, unknown>>(sql`
    select reaction, fact_id::float8 as fact, place,
      case when external_id like '%:%' then jsonb_build_object(
        'channel', split_part(external_id, ':', 1), 'ts', split_part(external_id, ':', 2)) end as at,
      external_id is null and (state = 'running' or (state = 'waiting' and asked_at is not null)) as "isUnderWay"
    from steps where id = ${step}`)
  if (!row) throw new Error(`there is no step ${step}`)
  return row
}

/** Steps of a reaction that posted a message of an incident, or may have. */
export async function listTold(db: Reader, incident: number, reaction: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id::text as id from steps where incident_id = ${incident} and reaction = ${reaction}
      and (external_id like '%:%' or (external_id is null and asked_at is not null)) order by id`)
  return rows.map((row) => row.id)
}

/** Steps that posted offers of roles which are settled by now, and still show buttons. */
export async function listSettledOffers(db: Reader, incident: number): Promise<string[]> {
  return listUnpainted(
    db,
    sql`s.incident_id = ${incident} and s.reaction = 'askReceiver' and exists (
      select 1 from handovers h where h.id = (f.data->>'handover')::int and h.state <> 'open')`,
    'paintOffers',
  )
}

/** Steps that posted who has a role, or that nobody has, which has changed since; they still show buttons. */
export async function listSettledRoles(db: Reader, incident: number): Promise<string[]> {
  return listUnpainted(
    db,
    sql`s.incident_id = ${incident} and s.reaction in ('tellHolder', 'tellVacancy', 'tellNotTaken')
      and exists (${laterThan(sql`f`)})`,
    'paintRoles',
  )
}

/** Steps that posted that this person asks to be let in, or are to. */
export async function listAccessAsked(db: Reader, incident: number, person: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select s.id::text as id from steps s join facts f on f.id = s.fact_id
    where s.incident_id = ${incident} and s.reaction = 'askForAccess' and f.data->>'person' = ${person} order by s.id`)
  return rows.map((row) => row.id)
}

/** Whether the role of this fact has been given or lost again since. */
export async function isSettled(db: Reader, fact: number): Promise<boolean> {
  const [row] = await db.execute<{ settled: boolean }>(
    sql`select exists (${laterThan(sql`f`)}) as settled from facts f where f.id = ${fact}`,
  )
  return row?.settled ?? false
}

// Changes of an incident's roles come one after the other, so that the ids of their facts tell the order.
function laterThan(fact: SQL): SQL {
  return sql`select 1 from facts l where l.incident_id = ${fact}.incident_id and l.id > ${fact}.id
    and l.type in ('role.assigned', 'role.vacated') and l.data->>'role' = ${fact}.data->>'role'`
}

async function listUnpainted(db: Reader, where: SQL, painter: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select s.id::text as id from steps s join facts f on f.id = s.fact_id where ${where} and not exists (
      select 1 from steps p where p.incident_id = s.incident_id and p.reaction = ${painter} and p.place = s.id::text)
    order by s.id`)
  return rows.map((row) => row.id)
}
