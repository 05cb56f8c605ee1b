import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { getFact } from '../record.ts'

/** A question to the commander: whether everyone in a large user group shall come. */
export interface AskedMany {
  incident: number
  title: string
  /** The fact that it is asked by. */
  asked: number
  /** Of the user group. */
  handle: string
  count: number
  /** Who asks for them; nobody, where a rule does. */
  by: string | null
  reason: string
}

/** What is asked by this fact. */
export async function getAskedMany(db: Reader, incident: number, asked: number): Promise<AskedMany> {
  const { data, words } = await getFact(db, asked, 'engagement.asked')
  const [row] = await db.execute<{ title: string; handle: string | null }>(sql`
    select title, (select handle from groups where id = ${data.group}) as handle from incidents where id = ${incident}`)
  if (!row) throw new Error(`there is no incident ${incident}`)
  const { count, by, group } = data
  return {
    incident,
    title: row.title,
    asked,
    handle: row.handle ?? group,
    count,
    by,
    reason: words?.reason ?? '',
  }
}

/** Who leads an incident; nobody, where nobody does. */
export async function listCommander(db: Reader, incident: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select commander_id as id from incidents where id = ${incident} and commander_id is not null`,
  )
  return rows.map((row) => row.id)
}

/** Who asked for each of these people, where somebody did. */
export async function listAskers(
  db: Reader,
  incident: number,
  people: string[],
): Promise<{ person: string; by: string }[]> {
  const rows = await db.execute<{ person: string; by: string }>(sql`
    select person_id as person, added_by as by from participants
    where incident_id = ${incident} and added_by is not null
      and ${JSON.stringify(people)}::text::jsonb ? person_id order by person_id`)
  return [...rows]
}
