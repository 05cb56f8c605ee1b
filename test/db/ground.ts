import { type SQL, sql } from 'drizzle-orm'
import { parseConfiguration } from '../../db/configuration/file.ts'
import { seed } from '../../db/configuration/seed.ts'
import { connect, type Database, type Tx } from '../../db/database.ts'
import type { Actor, FactType } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { type Report, reportIncident } from '../../db/incident/report.ts'
import { keepPeople, type Person } from '../../db/people/people.ts'
import { scratch } from '../scratch.ts'

/** A seeded database of its own, with members ana, ben and cleo, and the owner olga. */
export interface Ground {
  db: Database
  url: string
  rows<T extends Record<string, unknown>>(query: SQL): Promise<T[]>
  /** The facts of a type, the oldest first. */
  facts(type: FactType): Promise<FactRow[]>
  close(): Promise<void>
}

export interface FactRow extends Record<string, unknown> {
  id: number
  subject_kind: string
  subject_id: string
  incident_id: number | null
  actor_kind: string
  actor_id: string | null
  data: Record<string, unknown>
  words: Record<string, string> | null
  words_salt: string | null
  words_hash: string | null
}

export const ana = by('UANA')
export const ben = by('UBEN')
export const cleo = by('UCLEO')
export const olga = by('UOLGA')
export const app: Actor = { kind: 'app' }

export async function openGround(configuration = ''): Promise<Ground> {
  const { url, drop } = await scratch()
  const { db, close } = connect(url, 8)
  await seed(db, parseConfiguration(configuration))
  await keepPeople(db, [
    personOf('UANA'),
    personOf('UBEN'),
    personOf('UCLEO'),
    personOf('UOLGA', { owner: true }),
  ])
  return {
    db,
    url,
    rows: async (query) => [...(await db.execute<never>(query))],
    facts: async (type) => [
      ...(await db.execute<FactRow>(sql`select * from facts where type = ${type} order by id`)),
    ],
    async close() {
      await close()
      await drop()
    },
  }
}

export function personOf(id: string, more: Partial<Person> = {}): Person {
  const plain = { teamId: 'T1', name: id.toLowerCase(), realName: id, timeZone: 'UTC', updated: 1 }
  return { id, ...plain, kind: 'member', owner: false, ...more }
}

export function by(id: string): { kind: 'person'; id: string } {
  return { kind: 'person', id }
}

export function reportOf(more: Partial<Report> = {}): Report {
  const chosen = { type: 'outage', priority: 'high', severity: 'critical', visibility: 'open' } as const
  return {
    title: 'checkout is down',
    description: 'since noon',
    sourceUrl: null,
    view: null,
    ...chosen,
    ...more,
  }
}

/** Reports, and answers the number. */
export async function report(ground: Ground, more: Partial<Report> = {}, who: Actor = ana): Promise<number> {
  const { incident } = await reportIncident(ground.db, who, reportOf(more))
  return incident
}

/** How each person is in an incident, in the order in which they came. */
export async function crewOf({ db }: Ground, incident: number): Promise<[id: string, as: string][]> {
  const { people, commanderId, reporterId } = await getCard(db, incident)
  const as = (id: string, observer: boolean) => {
    if (id === commanderId) return 'commander'
    if (id === reporterId) return 'reporter'
    return observer ? 'observer' : 'participant'
  }
  return people.map(({ id, observer }) => [id, as(id, observer)])
}

/** Does so in a transaction that stays open until it is let go, as another process might just now. */
export async function hold(
  { db }: Ground,
  act: (tx: Tx) => Promise<unknown>,
): Promise<{ letGo(): Promise<void> }> {
  const [done, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const over = db.transaction(async (tx) => {
    await act(tx)
    done.resolve()
    await free.promise
  })
  await Promise.race([done.promise, over])
  return {
    letGo: () => {
      free.resolve()
      return over
    },
  }
}

/** How many sessions of this database wait for one another. */
export async function waiting({ rows }: Ground): Promise<number> {
  const [row] = await rows<{ count: number }>(
    sql`select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return row?.count ?? 0
}

/** The code of the refusal that it ends in; throws what is none, and `none` where it is let through. */
export async function refusalOf(act: Promise<unknown>): Promise<string> {
  try {
    await act
    return 'none'
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal' && 'code' in error) return String(error.code)
    throw error
  }
}
