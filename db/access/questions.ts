import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { decidersOf } from '../incident/sight.ts'
import { isOpenTo } from '../incident/visible.ts'

/** Whether what is written to this person of the incident may say what it is about: a guest too who was brought into it. */
export async function maySee(db: Reader, person: string, incident: number): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from incidents where id = ${incident} and ${isOpenTo(person)}`)
  return rows.length > 0
}

/** Who decides who may see an incident; no more than ten, those who came first. */
export async function listDeciders(db: Reader, incident: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select d.id from ${decidersOf(sql`${incident}::int`)} d
    left join participants p on p.incident_id = ${incident} and p.person_id = d.id
    order by p.added_at, d.id limit 10`)
  return rows.map((row) => row.id)
}

export interface AccessRequest {
  incident: number
  title: string
  person: string
  granted: boolean | null
  answeredBy: string | null
}

/** What was asked and how it was answered, for those who decide. Throws where nobody asked. */
export async function getAccessRequest(db: Reader, incident: number, person: string): Promise<AccessRequest> {
  const [row] = await db.execute<AccessRequest & Record<string, unknown>>(sql`
    select r.incident_id as incident, i.title, r.person_id as person, r.granted, r.answered_by as "answeredBy"
    from access_requests r join incidents i on i.id = r.incident_id
    where r.incident_id = ${incident} and r.person_id = ${person}`)
  if (!row) throw new Error(`nobody asked to see incident ${incident}`)
  return row
}

/** A message in the channel of another incident, `of`, that tells by a fact how that one and this one were merged. */
export interface EndingNaming {
  of: number
  fact: number
  channel: string
  ts: string
}

/** Those that name this incident, in the channels that the others are in or were in before. */
export async function listEndingsNaming(db: Reader, incident: number): Promise<EndingNaming[]> {
  return db.execute<EndingNaming & Record<string, unknown>>(sql`
    with others as (
      select distinct coalesce(data->>'other', data->>'into')::int as id from facts where incident_id = ${incident}
        and type in ('incident.merged', 'incident.absorbed', 'incident.parted', 'incident.restored')
    )
    select s.incident_id as of, s.fact_id::float8 as fact, r.external_id as channel,
      split_part(s.external_id, ':', 2) as ts
    from others o join resources r on r.incident_id = o.id and r.kind in ('channel', 'former_channel')
    join steps s on s.incident_id = o.id and s.reaction = 'tellEnding' and s.state = 'done'
      and split_part(s.external_id, ':', 1) = r.external_id
    join facts f on f.id = s.fact_id
    where ${String(incident)} in (f.data->>'other', f.data->>'into') order by s.id`)
}

/** Those in the incident's own channel that name one which is restricted. */
export async function listEndingsOfRestricted(db: Reader, incident: number): Promise<EndingNaming[]> {
  return db.execute<EndingNaming & Record<string, unknown>>(sql`
    select s.incident_id as of, s.fact_id::float8 as fact, r.external_id as channel,
      split_part(s.external_id, ':', 2) as ts
    from resources r join steps s on s.incident_id = r.incident_id and s.reaction = 'tellEnding' and s.state = 'done'
      and split_part(s.external_id, ':', 1) = r.external_id
    join facts f on f.id = s.fact_id
    join incidents o on o.id = coalesce(f.data->>'other', f.data->>'into')::int and o.visibility = 'restricted'
    where r.incident_id = ${incident} and r.kind = 'channel' order by s.id`)
}
