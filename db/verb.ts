import { type SQL, sql } from 'drizzle-orm'
import { type Act, type Asker, isOfIncident, objection, type Sight } from './acts.ts'
import type { Database, Tx } from './database.ts'
import type { Actor, FactType } from './facts.ts'
import { sightOf } from './incident/sight.ts'
import { administers } from './people/administrators.ts'
import { type Draft, draft, type NewFact, writeFacts } from './record.ts'
import { Refusal } from './refusal.ts'
import { earlierAnswer, keepAnswer, partsOf, type Request } from './requests.ts'
import type { PersonKind } from './schema/people.ts'

/** What the body of a verb works with: one transaction, the app's time, who asked. */
export interface Work {
  tx: Tx
  now: Date
  actor: Actor
  /** Leaves a fact, in the transaction of the verb. */
  record<T extends FactType>(fact: NewFact<T>): void
  /** Sends a statement whose answer nobody waits for, together with the facts. */
  also(statement: PromiseLike<unknown>): void
}

export type Verb<I, R> = (db: Database, actor: Actor, input: I, request?: Request) => Promise<R>

/**
 * Makes a verb: one transaction that checks the permission, runs the body and leaves its facts, all or nothing.
 * A `request` makes it happen once: asked again, it answers what it answered first (which must be JSON).
 * Throws a {@link Refusal}, recorded in a transaction of its own, where the act is not possible.
 * How the person stands to the incident that an act is on is asked by `seen`: by default that of the number that the
 * input has as `incident`.
 */
export function verb<I, R>(
  act: Act,
  body: (work: Work, input: I) => Promise<R>,
  seen: (input: I, person: string) => SQL | undefined = sightIn,
): Verb<I, R> {
  return async (db, actor, input, request) => {
    try {
      const sight = actor.kind === 'person' && isOfIncident(act) ? seen(input, actor.id) : undefined
      return await db.transaction((tx) => run(tx, act, actor, input, sight, request, body))
    } catch (error) {
      if (error instanceof Refusal) await recordRefusal(db, act, actor, error)
      throw error
    }
  }
}

async function run<I, R>(
  tx: Tx,
  act: Act,
  actor: Actor,
  input: I,
  sight: SQL | undefined,
  request: Request | undefined,
  body: (work: Work, input: I) => Promise<R>,
): Promise<R> {
  const opening = await open(tx, act, actor, sight, request)
  if (request && !opening.fresh) return earlierAnswer<R>(tx, request)
  if (actor.kind === 'person') {
    const why = objection(act, opening.asker, opening.sight)
    if (why) throw new Refusal(...why)
  }
  const drafts: Draft[] = []
  const others: PromiseLike<unknown>[] = []
  const record: Work['record'] = (fact) => drafts.push(draft(fact))
  const also: Work['also'] = (statement) => others.push(statement)
  const answer = await body({ tx, now: opening.now, actor, record, also }, input)
  // Sent together, they travel in one round trip.
  await Promise.all([
    ...others,
    drafts.length > 0 && writeFacts(tx, opening.now, actor, drafts),
    request && keepAnswer(tx, request, answer),
  ])
  return answer
}

/** Does a part of a verb that may fail by itself: then what it wrote and recorded is undone, and the verb can go on. */
export async function inPart(work: Work, body: (part: Work) => Promise<void>): Promise<void> {
  const facts: (() => void)[] = []
  await work.tx.transaction(async (tx) => {
    const others: PromiseLike<unknown>[] = []
    const record: Work['record'] = (fact) => facts.push(() => work.record(fact))
    await body({ ...work, tx, record, also: (statement) => others.push(statement) })
    await Promise.all(others)
  })
  for (const leave of facts) leave()
}

function sightIn(input: unknown, person: string): SQL | undefined {
  const named =
    typeof input === 'object' && input !== null && 'incident' in input ? input.incident : undefined
  return typeof named === 'number' && Number.isSafeInteger(named)
    ? sightOf(sql`${named}::bigint`, person)
    : undefined
}

interface Opening {
  now: Date
  fresh: boolean
  asker: Asker | undefined
  sight: Sight | null
}

async function open(
  tx: Tx,
  act: Act,
  actor: Actor,
  sight: SQL | undefined,
  request: Request | undefined,
): Promise<Opening> {
  const { key, mark } = partsOf(request)
  const person = actor.kind === 'person' ? actor.id : null
  const [row] = await tx.execute<{
    now: string
    fresh: boolean
    kind: PersonKind | null
    admin: boolean
    team_id: string
    sight: Sight | null
  }>(sql`
    with taken as (
      insert into requests (key, act, person_id, mark)
      select ${key}, ${act}, ${person}, ${mark} where ${key}::text is not null
      on conflict do nothing returning 1
    )
    select app_now() as now, exists (select 1 from taken) as fresh, p.kind,
      ${administers(sql`p`)} as admin, p.team_id, ${sight ?? sql`null::jsonb`} as sight
    from (select 1) one left join people p on p.id = ${person}`)
  if (!row) throw new Error('the database gave no time')
  const asker = row.kind ? { kind: row.kind, admin: row.admin, teamId: row.team_id } : undefined
  return { now: new Date(row.now), fresh: row.fresh, asker, sight: row.sight }
}

/** Throws a recorded {@link Refusal} where this person may not ask for the act: for doors that first show a form. */
export async function permit(db: Database, act: Act, person: string, incident?: number): Promise<void> {
  const actor: Actor = { kind: 'person', id: person }
  const { asker, sight } = await db.transaction((tx) =>
    open(tx, act, actor, sightIn({ incident }, person), undefined),
  )
  const why = objection(act, asker, sight)
  if (!why) return
  const refusal = new Refusal(...why)
  await recordRefusal(db, act, actor, refusal)
  throw refusal
}

/** Checks an act on another incident than the verb's own, in its transaction. Throws a {@link Refusal} where this person may not. */
export async function permitAlso({ tx, actor }: Work, act: Act, incident: number): Promise<void> {
  if (actor.kind !== 'person') return
  const { asker, sight } = await open(tx, act, actor, sightIn({ incident }, actor.id), undefined)
  const why = objection(act, asker, sight)
  if (why) throw new Refusal(...why)
}

async function recordRefusal(db: Database, act: Act, actor: Actor, refusal: Refusal): Promise<void> {
  if (actor.kind !== 'person') return
  const fact = draft({
    type: 'act.refused',
    subject: ['person', actor.id],
    data: { act, code: refusal.code },
  })
  await db.transaction(async (tx) => {
    const { now } = await open(tx, act, actor, undefined, undefined)
    await writeFacts(tx, now, actor, [fact])
  })
}
