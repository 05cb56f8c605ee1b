import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, snakeCase, text, timestamp } from 'drizzle-orm/pg-core'
import type { FactType, SubjectKind, Words } from '../facts.ts'

export type ActorKind = 'person' | 'app' | 'clock' | 'slack' | 'jira'

const moment = () => timestamp({ withTimezone: true, mode: 'date' })

/** Append-only. `words` alone may ever be struck; the salted hash then still proves what stood there. */
export const facts = snakeCase.table(
  'facts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    subjectKind: text().$type<SubjectKind>().notNull(),
    subjectId: text().notNull(),
    incidentId: integer(),
    type: text().$type<FactType>().notNull(),
    actorKind: text().$type<ActorKind>().notNull(),
    actorId: text(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    words: jsonb().$type<Words>(),
    wordsSalt: text(),
    wordsHash: text(),
    happenedAt: moment().notNull(),
    knownAt: moment().notNull(),
  },
  (t) => [
    index('facts_incident').on(t.incidentId, t.happenedAt),
    index('facts_subject').on(t.subjectKind, t.subjectId),
  ],
)

/** Facts not yet turned into steps. */
export const outbox = snakeCase.table('outbox', {
  factId: bigint({ mode: 'number' }).primaryKey(),
  addedAt: moment().notNull().default(sql`clock_timestamp()`),
})
