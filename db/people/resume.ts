import { sql } from 'drizzle-orm'
import type { Work } from '../verb.ts'
import { vacateRoles } from './holders.ts'
import { addPeople } from './participants.ts'

/**
 * An incident that was over goes on: who left it meanwhile, and holds a role in it, is to come back, and who was
 * deactivated holds none any more.
 */
export async function resumeRoles(work: Work, incident: number): Promise<void> {
  const holders = await listHolders(work, incident)
  for (const { person } of holders.filter(({ isGone }) => isGone)) await vacateRoles(work, incident, person)
  const left = holders.filter(({ isGone, isIn }) => !isGone && !isIn).map(({ person }) => person)
  await addPeople(work, incident, { people: left, why: 'role' })
}

// Whoever is just being deactivated is waited for, and who is after that finds the incident open.
async function listHolders({ tx }: Work, incident: number) {
  return tx.execute<{ person: string; isGone: boolean; isIn: boolean }>(sql`
    with holders as (
      select commander_id as id from incidents where id = ${incident} and commander_id is not null
      union select person_id from assignments where incident_id = ${incident}
    ), known as (
      select id, kind from people where id in (select id from holders) order by id for share
    )
    select h.id as person, k.kind is not distinct from 'deactivated' as "isGone", exists (
      select 1 from participants p where p.incident_id = ${incident} and p.person_id = h.id and p.left_at is null) as "isIn"
    from holders h left join known k on k.id = h.id order by h.id`)
}
