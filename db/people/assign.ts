import { sql } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { verb, type Work } from '../verb.ts'
import { commander, giveRole, vacateRole } from './holders.ts'

export interface Assignment {
  role: string
  /** Nobody for null, which leaves the role free. */
  person: string | null
  /** Who held it when it was chosen; left out, whoever does. */
  after?: string | null
}

/** Gives roles to people at once, all of them or none; answers those that changed hands. */
export const assignRoles = verb(
  'role.assign',
  async (work, { incident, roles }: { incident: number; roles: Assignment[] }) => {
    await stillOpen(work, incident)
    const changed: string[] = []
    for (const one of roles) if (await change(work, incident, one)) changed.push(one.role)
    return { changed }
  },
)

/** Throws a Refusal where the incident is over. Until the transaction ends, no other changes its roles or its state. */
export async function stillOpen({ tx }: Work, incident: number): Promise<void> {
  const [open] = await tx.execute(
    sql`select 1 from incidents where id = ${incident} and status <> 'closed' for no key update`,
  )
  if (!open)
    throw new Refusal(
      'incident_not_open',
      `INC-${incident} is over, and its roles stay as they were. Once it is reopened they can change hands.`,
    )
}

async function change(work: Work, incident: number, { role, person, after }: Assignment): Promise<boolean> {
  if (person !== null)
    return giveRole(work, incident, role, person, { field: role, ...(after === undefined ? {} : { after }) })
  if (role === commander)
    throw new Refusal('commander_needed', 'Somebody has to lead. Please choose who.', commander)
  return typeof after === 'string' && vacateRole(work, incident, role, after)
}
