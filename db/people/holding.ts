import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { commander } from './holders.ts'

/** The roles that a person holds in an open incident that they are in, the commander's first, by their names. */
export async function listHeld(
  db: Reader,
  incident: number,
  person: string,
): Promise<{ role: string; name: string }[]> {
  const rows = await db.execute<{ role: string; name: string }>(sql`
    select h.role, coalesce(o.name, h.role) as name
    from incidents i join participants p on p.incident_id = i.id and p.person_id = ${person} and p.left_at is null
    cross join lateral (
      select ${commander}::text as role where i.commander_id = ${person}
      union all select a.role from assignments a where a.incident_id = i.id and a.person_id = ${person}
    ) h left join options o on o.kind = 'role' and o.key = h.role
    where i.id = ${incident} and i.status <> 'closed'
    order by h.role <> ${commander}, o.position, h.role`)
  return [...rows]
}
