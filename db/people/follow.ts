import { sql } from 'drizzle-orm'
import { verb, type Work } from '../verb.ts'
import { vacateRoles } from './holders.ts'
import { keepPeople, type Person } from './people.ts'

/** Keeps what Slack says of people; whoever is deactivated since then holds no role in an open incident any more. */
export const followPeople = verb('people.follow', async (work, list: Person[]) => {
  const leaving = await listActive(work, list)
  await keepPeople(work.tx, list)
  for (const person of await listDeactivated(work, leaving)) {
    work.record({ type: 'person.deactivated', subject: ['person', person], data: {} })
    for (const incident of await listLed(work, person)) await vacateRoles(work, incident, person)
  }
})

/**
 * Inside the transaction that ends a page of the list of everyone: its step waits for the next one, as one that has had
 * no trouble. At the end of the list `cursor` is empty.
 */
export async function turnPage({ tx }: Work, step: number, cursor: string): Promise<void> {
  await tx.execute(sql`delete from settings where key = 'people_cursor'`)
  if (cursor === '') return
  await tx.execute(sql`
    with place as (insert into settings (key, value) values ('people_cursor', to_jsonb(${cursor}::text)))
    update steps set state = 'waiting', wanted = wanted + 1, first_asked_at = null where id = ${step}`)
}

// Those of whom Slack now says that they are gone, as far as they were here until now.
async function listActive({ tx }: Work, list: Person[]): Promise<string[]> {
  const gone = list.filter((one) => one.kind === 'deactivated').map((one) => one.id)
  if (gone.length === 0) return []
  const rows = await tx.execute<{ id: string }>(
    sql`select id from people where id in ${gone} and kind <> 'deactivated' order by id for update`,
  )
  return rows.map((row) => row.id)
}

// What was older than what is known has changed nothing.
async function listDeactivated({ tx }: Work, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx.execute<{ id: string }>(
    sql`select id from people where id in ${ids} and kind = 'deactivated' order by id`,
  )
  return rows.map((row) => row.id)
}

async function listLed({ tx }: Work, person: string): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select id from incidents i where status <> 'closed' and (commander_id = ${person} or exists (
      select 1 from assignments a where a.incident_id = i.id and a.person_id = ${person}))
    order by id for no key update`)
  return rows.map((row) => row.id)
}
