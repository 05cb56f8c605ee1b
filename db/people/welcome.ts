import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { Why } from '../schema/incidents.ts'

/** Why a person is in an incident, as they are told. */
export interface Involvement {
  person: string
  why: Why
  by: string | null
  reason: string
  observer: boolean
  /** The handle of the user group that they came with, where it is known. */
  group: string | null
}

/** Who of these is brought in by others, is in the channel by now, and can be written to: they are welcomed. */
export async function listWelcome(db: Reader, incident: number, people: string[]): Promise<string[]> {
  const rows = await db.execute<{ person: string }>(sql`
    select p.person_id as person from participants p left join people k on k.id = p.person_id
    where p.incident_id = ${incident} and ${JSON.stringify(people)}::text::jsonb ? p.person_id
      and p.left_at is null and p.invited_at is not null and p.why in ('rule', 'group', 'asked', 'task', 'merged')
      and coalesce(k.kind, 'member') in ('member', 'guest')
    order by p.person_id`)
  return rows.map((row) => row.person)
}

/** Why this person is in the incident; nothing, where they are not any more. */
export async function findInvolvement(
  db: Reader,
  incident: number,
  person: string,
): Promise<Involvement | undefined> {
  const [row] = await db.execute<Involvement & Record<string, unknown>>(sql`
    select p.person_id as person, p.why, p.added_by as by, coalesce(p.reason, '') as reason, p.observer,
      (select g.handle from facts f join groups g on g.id = f.data->>'group'
        where f.incident_id = p.incident_id and f.type = 'participant.added' and f.data->>'person' = p.person_id
        order by f.id desc limit 1) as "group"
    from participants p where p.incident_id = ${incident} and p.person_id = ${person} and p.left_at is null`)
  return row
}
