import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, snakeCase, text, timestamp } from 'drizzle-orm/pg-core'

const moment = () => timestamp({ withTimezone: true, mode: 'date' })

/** Slack's events, kept before they are acknowledged. The payload goes once the event is handled. */
export const inbox = snakeCase.table(
  'inbox',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    eventId: text().notNull().unique('inbox_event'),
    /** Events of one line are handled one after another. */
    line: text().notNull(),
    /** JSON as text: people may write what jsonb does not take. */
    payload: text(),
    receivedAt: moment().notNull().default(sql`clock_timestamp()`),
    notBefore: moment().notNull().default(sql`clock_timestamp()`),
    leaseUntil: moment(),
    tries: integer().notNull().default(0),
    error: text(),
    doneAt: moment(),
  },
  (t) => [index('inbox_open').on(t.line, t.id).where(sql`done_at is null`)],
)

/** What was asked, once: a second asking with the same key gets the first one's answer. */
export const requests = snakeCase.table('requests', {
  key: text().primaryKey(),
  act: text().notNull(),
  personId: text(),
  answer: jsonb().$type<unknown>(),
  at: moment().notNull().default(sql`clock_timestamp()`),
})

export const processes = snakeCase.table('processes', {
  id: text().primaryKey(),
  kind: text().$type<'app' | 'jobs'>().notNull(),
  startedAt: moment().notNull().default(sql`clock_timestamp()`),
  beatAt: moment().notNull().default(sql`clock_timestamp()`),
  queueOk: boolean().notNull().default(true),
})
