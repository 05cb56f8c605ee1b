import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { channelOfWork, type Reader, type Tx } from './database.ts'
import type { Actor, Fact, FactData, FactType, SubjectKind, SubjectOf, Words } from './facts.ts'
import { lookLater, movesNudges } from './nudges/moved.ts'
import type { ActorKind } from './schema/facts.ts'

export interface NewFact<T extends FactType> {
  type: T
  subject: [kind: SubjectOf<T>, id: string | number]
  incident?: number | undefined
  data: FactData<T>
  words?: Words | undefined
  happenedAt?: Date | undefined
}

/** A fact as it is about to be written. */
export interface Draft {
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

export function draft<T extends FactType>(fact: NewFact<T>): Draft {
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

/** Writes facts and their outbox rows, has the clock look at the nudges that they move, and wakes whoever waits for work. */
export async function writeFacts(tx: Tx, now: Date, actor: Actor, drafts: Draft[]): Promise<void> {
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
      returning id, type, incident_id
    ), waiting as (
      insert into outbox (fact_id) select id from recorded
    ), looked as (
      insert into timers (kind, subject_kind, subject_id, due_at)
      select distinct 'nudge', 'incident', incident_id::text, ${now.toISOString()}::timestamptz + ${lookLater}
      from recorded where type in ${movesNudges} on conflict do nothing
    )
    select pg_notify(${channelOfWork}, '')`)
}

/** A row of `facts`, as the driver gives it. */
export type FactRow = {
  id: string
  subject_kind: SubjectKind
  subject_id: string
  incident_id: number | null
  type: FactType
  actor_kind: ActorKind
  actor_id: string | null
  data: FactData<FactType>
  words: Words | null
  happened_at: string
  known_at: string
}

export function factOf(row: FactRow): Fact {
  const actor: Actor =
    row.actor_kind === 'person' ? { kind: 'person', id: row.actor_id ?? '' } : { kind: row.actor_kind }
  return {
    id: Number(row.id),
    type: row.type,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    incidentId: row.incident_id,
    actor,
    data: row.data,
    words: row.words,
    happenedAt: new Date(row.happened_at),
    knownAt: new Date(row.known_at),
  }
}

/** One fact of a type that the caller knows it to be. Throws where it is not. */
export async function getFact<T extends FactType>(db: Reader, id: number, ...types: T[]): Promise<Fact<T>> {
  const [row] = await db.execute<FactRow>(sql`select * from facts where id = ${id}`)
  if (!row || !types.some((type) => type === row.type))
    throw new Error(`fact ${id} is no ${types.join(' or ')}`)
  // The type says what the data are: both were written together.
  return factOf(row) as Fact<T>
}
