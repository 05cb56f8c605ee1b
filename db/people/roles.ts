import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { HandoverState } from '../schema/incidents.ts'
import { commander } from './holders.ts'

/** A role of an incident, and who holds it. */
export interface Role {
  key: string
  name: string
  meaning: string
  mark: string
  duties: string
  holder: string | null
}

/** Every role that the configuration names, in its order. */
export async function listRoles(db: Reader, incident: number): Promise<Role[]> {
  return [
    ...(await db.execute<Role & Record<string, unknown>>(sql`
      select o.key, o.name, o.meaning, o.mark, o.body as duties,
        case when o.key = ${commander} then i.commander_id else a.person_id end as holder
      from options o join incidents i on i.id = ${incident}
      left join assignments a on a.incident_id = i.id and a.role = o.key
      where o.kind = 'role' order by o.position`)),
  ]
}

/** One of them. Throws where there is none of this key. */
export async function getRole(db: Reader, incident: number, key: string): Promise<Role> {
  const role = (await listRoles(db, incident)).find((one) => one.key === key)
  if (!role) throw new Error(`there is no role ${key}`)
  return role
}

/** Who made an offer. */
export async function listGivers(db: Reader, handover: number | null): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select offered_by as id from handovers where id = ${handover}`,
  )
  return rows.map((row) => row.id)
}

export interface Handover {
  id: number
  incident: number
  role: string
  from: string | null
  to: string
  offeredBy: string
  offeredAt: Date
  state: HandoverState
  /** The incident is over, so that nobody can accept any more. */
  closed: boolean
}

/** One offer. Throws where there is none of this id. */
export async function getHandover(db: Reader, id: number): Promise<Handover> {
  const [row] = await db.execute<Omit<Handover, 'offeredAt'> & { offeredAt: string }>(sql`
    select h.id, h.incident_id as incident, h.role, h.from_id as from, h.to_id as to, h.offered_by as "offeredBy",
      h.offered_at as "offeredAt", h.state, i.status = 'closed' as closed
    from handovers h join incidents i on i.id = h.incident_id where h.id = ${id}`)
  if (!row) throw new Error(`there is no offer ${id}`)
  return { ...row, offeredAt: new Date(row.offeredAt) }
}
