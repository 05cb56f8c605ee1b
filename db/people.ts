import { eq, sql } from 'drizzle-orm'
import type { Database, Reader } from './database.ts'
import { type PersonKind, people } from './schema/people.ts'

export interface Person {
  id: string
  teamId: string
  name: string
  realName: string
  kind: PersonKind
  admin: boolean
  timeZone: string
  /** Slack's `updated`, in seconds. */
  updated: number
}

/** Keeps what Slack says of people; what is older than what is known is passed over. */
export async function keepPeople(db: Database, list: Person[]): Promise<void> {
  if (list.length === 0) return
  await db
    .insert(people)
    .values(list)
    .onConflictDoUpdate({
      target: people.id,
      set: {
        teamId: sql`excluded.team_id`,
        name: sql`excluded.name`,
        realName: sql`excluded.real_name`,
        kind: sql`excluded.kind`,
        admin: sql`excluded.admin`,
        timeZone: sql`excluded.time_zone`,
        updated: sql`excluded.updated`,
        knownAt: sql`clock_timestamp()`,
      },
      setWhere: sql`excluded.updated >= ${people.updated}`,
    })
}

export async function findPerson(db: Reader, id: string): Promise<Person | undefined> {
  const [row] = await db.select().from(people).where(eq(people.id, id))
  return row
}
