import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'

/** Whether the person of this row of `people` administers the app: who is named to, or else an owner of the workspace. */
export function administers(row: SQL): SQL {
  return sql`coalesce(
    (select value ? ${row}.id from settings where key = 'administrators' and value <> '[]'), ${row}.owner, false)`
}

export async function isAdministrator(db: Reader, person: string): Promise<boolean> {
  const [row] = await db.execute<{ admin: boolean }>(
    sql`select ${administers(sql`p`)} as admin from people p where p.id = ${person} and p.kind = 'member'`,
  )
  return row?.admin ?? false
}

/** Ids of all who administer the app, as far as they are known. */
export async function listAdministrators(db: Reader): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select p.id from people p where p.kind = 'member' and ${administers(sql`p`)} order by p.id`,
  )
  return rows.map((row) => row.id)
}
