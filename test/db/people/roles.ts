import { sql } from 'drizzle-orm'
import type { FactType } from '../../../db/facts.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { commander } from '../../../db/people/holders.ts'
import { listRoles } from '../../../db/people/roles.ts'
import { ana, ben, type Ground, report } from '../ground.ts'

/** An open incident that ana leads, with ben in it. */
export async function led(ground: Ground): Promise<number> {
  const incident = await report(ground, {}, ana)
  await joinIncident(ground.db, ben, { incident })
  return incident
}

export async function holderOf(ground: Ground, incident: number, role = commander): Promise<string | null> {
  return (await listRoles(ground.db, incident)).find((one) => one.key === role)?.holder ?? null
}

export async function close({ db }: Ground, incident: number): Promise<void> {
  await db.execute(sql`update incidents set status = 'closed' where id = ${incident}`)
}

/** What the facts of a type in an incident say. */
export async function told(ground: Ground, incident: number, type: FactType) {
  const facts = await ground.facts(type)
  return facts.filter((one) => one.incident_id === incident).map((one) => one.data)
}
