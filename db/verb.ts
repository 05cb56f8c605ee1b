import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Act, objection } from './acts.ts'
import { channelOfWork, type Database, type Tx } from './database.ts'
import type { Actor, FactData, FactType, SubjectKind, SubjectOf, Words } from './facts.ts'
import { Refusal } from './refusal.ts'
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

export interface NewFact<T extends FactType> {
  type: T
  subject: [kind: SubjectOf<T>, id: string | number]
  incident?: number | undefined
  data: FactData<T>
  words?: Words | undefined
  happenedAt?: Date | undefined
}

export type Verb<I, R> = (db: Database, actor: Actor, input: I, request?: string) => Promise<R>

/**
 * Makes a verb: one transaction that checks the permission, runs the body and leaves its facts, all or nothing.
 * A `request` key makes it happen once: asked again, it answers what it answered first (which must be JSON).
 * Throws a {@link Refusal}, recorded in a transaction of its own, where the act is not possible.
 */
export function verb<I, R>(act: Act, body: (work: Work, input: I) => Promise<R>): Verb<I, R> {
  return async (db, actor, input, request) => {
    try {
      return await db.transaction((tx) => run(tx, act, actor, input, request, body))
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
  request: string | undefined,
  body: (work: Work, input: I) => Promise<R>,
): Promise<R> {
  const opening = await open(tx, act, actor, request)
  if (request && !opening.fresh) return earlierAnswer<R>(tx, request)
  if (actor.kind === 'person') {
    const why = objection(act, opening.asker)
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
    drafts.length > 0 && write(tx, opening.now, actor, drafts),
    request && keepAnswer(tx, request, answer),
  ])
  return answer
}

interface Opening {
  now: Date
  fresh: boolean
  asker: { kind: PersonKind; admin: boolean; teamId: string } | undefined
}

async function open(tx: Tx, act: Act, actor: Actor, request: string | undefined): Promise<Opening> {
  const person = actor.kind === 'person' ? actor.id : null
  const [row] = await tx.execute<{
    now: string
    fresh: boolean
    kind: PersonKind | null
    admin: boolean
    team_id: string
  }>(sql`
    with taken as (
      insert into requests (key, act, person_id)
      select ${request ?? null}, ${act}, ${person} where ${request ?? null}::text is not null
      on conflict do nothing returning 1
    )
    select app_now() as now, exists (select 1 from taken) as fresh, p.kind, p.admin, p.team_id
    from (select 1) one left join people p on p.id = ${person}`)
  if (!row) throw new Error('the database gave no time')
  const asker = row.kind ? { kind: row.kind, admin: row.admin, teamId: row.team_id } : undefined
  return { now: new Date(row.now), fresh: row.fresh, asker }
}

async function keepAnswer(tx: Tx, request: string, answer: unknown): Promise<void> {
  await tx.execute(
    sql`update requests set answer = ${JSON.stringify(answer ?? null)}::text::jsonb where key = ${request}`,
  )
}

async function earlierAnswer<R>(tx: Tx, request: string): Promise<R> {
  const [row] = await tx.execute<{ answer: R }>(sql`select answer from requests where key = ${request}`)
  if (!row) throw new Error('a request was taken back while it was read')
  return row.answer
}

interface Draft {
  subject_kind: SubjectKind
  subject_id: string
  incident_id: number | null
  type: FactType
  data: unknown
  words: Words | null
  words_salt: string | null
  words_hash: string | null
  happened_at: string | null
}

function draft<T extends FactType>(fact: NewFact<T>): Draft {
  const [kind, id] = fact.subject
  const salt = randomBytes(16).toString('hex')
  return {
    subject_kind: kind,
    subject_id: String(id),
    incident_id: fact.incident ?? (kind === 'incident' ? Number(id) : null),
    type: fact.type,
    data: fact.data,
    words: fact.words ?? null,
    words_salt: fact.words ? salt : null,
    words_hash: fact.words ? hashWords(salt, fact.words) : null,
    happened_at: fact.happenedAt?.toISOString() ?? null,
  }
}

/** Proves, once words are struck, that these are what stood there; in whatever order the database gives them back. */
export function hashWords(salt: string, words: Words): string {
  const sorted = Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(salt).update(JSON.stringify(sorted)).digest('hex')
}

async function write(tx: Tx, now: Date, actor: Actor, drafts: Draft[]): Promise<void> {
  await tx.execute(sql`
    with recorded as (
      insert into facts (subject_kind, subject_id, incident_id, type, actor_kind, actor_id, data, words,
                         words_salt, words_hash, happened_at, known_at)
      select d.subject_kind, d.subject_id, d.incident_id, d.type, ${actor.kind},
             ${actor.kind === 'person' ? actor.id : null}, d.data, d.words, d.words_salt, d.words_hash,
             coalesce(d.happened_at, ${now.toISOString()}::timestamptz), ${now.toISOString()}
      from jsonb_to_recordset(${JSON.stringify(drafts)}::text::jsonb) as d(subject_kind text, subject_id text,
        incident_id int, type text, data jsonb, words jsonb, words_salt text, words_hash text,
        happened_at timestamptz)
      returning id
    ), waiting as (
      insert into outbox (fact_id) select id from recorded
    )
    select pg_notify(${channelOfWork}, '')`)
}

/** Throws a recorded {@link Refusal} where this person may not ask for the act: for doors that first show a form. */
export async function permit(db: Database, act: Act, person: string): Promise<void> {
  const actor: Actor = { kind: 'person', id: person }
  const { asker } = await db.transaction((tx) => open(tx, act, actor, undefined))
  const why = objection(act, asker)
  if (!why) return
  const refusal = new Refusal(...why)
  await recordRefusal(db, act, actor, refusal)
  throw refusal
}

async function recordRefusal(db: Database, act: Act, actor: Actor, refusal: Refusal): Promise<void> {
  if (actor.kind !== 'person') return
  const fact = draft({
    type: 'act.refused',
    subject: ['person', actor.id],
    data: { act, code: refusal.code },
  })
  await db.transaction(async (tx) => {
    const { now } = await open(tx, act, actor, undefined)
    await write(tx, now, actor, [fact])
  })
}
