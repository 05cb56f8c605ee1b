import { type SQL, sql } from 'drizzle-orm'
import { type Act, isOfIncident } from '../../db/acts.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { Actor } from '../../db/facts.ts'
import { app, by, refusalOf } from '../db/ground.ts'
import type { Attempt, Scene } from './attempt.ts'
import { type Asker, cast, nonMembers, type Place, type Theatre } from './cast.ts'
import { expected } from './table.ts'

/** What came of an attempt. */
export interface Outcome {
  /** Of the refusal; `done` where there was none. */
  code: string
  /** Tables in which it left something, or changed it; the record of the refusal aside. */
  wrote: string[]
  /** What is recorded of the refusal. */
  refused: { act: string; code: string }[]
}

/** Tries it, and takes back all that it did. */
export async function tryOut(
  theatre: Theatre,
  attempt: Attempt,
  asker: Asker,
  place: Place,
): Promise<Outcome> {
  return takenBack(theatre.db, async (db) => outcomeOf(attempt, sceneOf(db, asker, place, by(asker.id))))
}

/** The same for the app itself, who may do everything. */
export async function tryAsApp(theatre: Theatre, attempt: Attempt, place: Place): Promise<string> {
  const asker = { kind: 'unknown', id: 'UNOBODY', as: 'outside' } as const
  return takenBack(theatre.db, async (db) => {
    const act = await attempt.ready(sceneOf(db, asker, place, app))
    return codeOf(act())
  })
}

/** What must come of it: the table's word, and for who may, how the attempt says that it ends. */
export function wantedOf(
  act: Act,
  attempt: Attempt,
  asker: Asker,
  place: Place,
): { code: string; mayNot: boolean } {
  const told = attempt.but?.(asker, place) ?? expected(act, place.visibility, asker.kind)
  if (told !== 'none') return { code: told, mayNot: true }
  const { ends = {} } = attempt
  const code = typeof ends === 'function' ? ends({ ...place, asker }) : ends[place.state]
  return { code: code ?? 'done', mayNot: false }
}

async function outcomeOf(attempt: Attempt, scene: Scene): Promise<Outcome> {
  const act = await attempt.ready(scene)
  const before = await marks(scene.db)
  const code = await codeOf(act())
  const after = await marks(scene.db)
  const wrote = Object.keys(after).filter((table) => before[table] !== after[table])
  const refused = await scene.db.execute<{ act: string; code: string }>(
    sql`select data->>'act' as act, data->>'code' as code from facts where type = 'act.refused'`,
  )
  return { code, wrote, refused: [...refused] }
}

async function codeOf(act: Promise<unknown>): Promise<string> {
  const code = await refusalOf(act)
  return code === 'none' ? 'done' : code
}

function sceneOf(db: Database, asker: Asker, place: Place, who: Actor): Scene {
  const value = async <T>(query: SQL): Promise<T> => {
    const [row] = await db.execute<Record<string, T>>(query)
    const [first] = Object.values(row ?? {})
    // What the statement answers, as its caller says.
    return first as T
  }
  return { ...place, db, who, person: asker.id, asker, value }
}

class TakenBack extends Error {}

/** Does so in a transaction that is taken back. */
export async function takenBack<R>(db: Database, work: (db: Database) => Promise<R>): Promise<R> {
  let done: { with: R } | undefined
  const back = db.transaction(async (tx: Tx) => {
    // A transaction opens others within itself as a database does.
    done = { with: await work(tx as unknown as Database) }
    throw new TakenBack()
  })
  await back.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error
  })
  if (!done) throw new Error('nothing was tried')
  return done.with
}

const tables = [
  'incidents',
  'participants',
  'assignments',
  'handovers',
  'access_requests',
  'resources',
  'entries',
  'nudges',
  'people',
  'settings',
  'broadcasts',
  'steps',
  'timers',
  'requests',
  'facts',
]

// One mark for the whole content of each table; that an act was refused stands among the facts, and may.
async function marks(db: Database): Promise<Record<string, string>> {
  const [row] = await db.execute<Record<string, string>>(markOfEach)
  return row ?? {}
}

const markOfEach = sql.raw(
  `select ${tables
    .map((table) => {
      const where = table === 'facts' ? `where t.type <> 'act.refused'` : ''
      return `(select md5(coalesce(string_agg(t::text, '' order by t::text), '')) from ${table} t ${where}) as ${table}`
    })
    .join(', ')}`,
)

/** Where an act is tried: one that is of no incident needs but one. */
export function placesOf(theatre: Theatre, act: Act): Place[] {
  return isOfIncident(act) ? theatre.places : theatre.places.slice(0, 1)
}

/** Tries everybody in each place, and answers what was wrong, with who and where. Who is no member is the same in any state. */
export async function inEach(
  places: Place[],
  attempt: (place: Place, asker: Asker) => Promise<string[]>,
): Promise<string[]> {
  const wrong: string[] = []
  const tryAll = async (place: Place) => {
    const few = place.state === 'active' || place.state === 'closed'
    for (const asker of cast.filter(({ kind }) => few || !nonMembers.includes(kind)))
      for (const what of await attempt(place, asker))
        wrong.push(`${asker.kind} ${asker.id}, ${place.visibility} and ${place.state}: ${what}`)
  }
  await Promise.all(places.map(tryAll))
  return wrong
}
