import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  snakeCase,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'

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
export const requests = snakeCase.table(
  'requests',
  {
    key: text().primaryKey(),
    act: text().notNull(),
    personId: text(),
    answer: jsonb().$type<unknown>(),
    /** Of what was sent with it, where that may differ. */
    mark: text(),
    at: moment().notNull().default(sql`clock_timestamp()`),
    /** Of a typed line: when the person was told what came of it. */
    toldAt: moment(),
  },
  (t) => [index('requests_line').on(sql`split_part(${t.key}, ':', 2)`).where(sql`key like 'line:%'`)],
)

export const processes = snakeCase.table('processes', {
  id: text().primaryKey(),
  kind: text().$type<'app' | 'jobs'>().notNull(),
  startedAt: moment().notNull().default(sql`clock_timestamp()`),
  beatAt: moment().notNull().default(sql`clock_timestamp()`),
  queueOk: boolean().notNull().default(true),
})

/** Slack gave a channel another id: what still speaks of the former one means the latter. */
export const channelMoves = snakeCase.table(
  'channel_moves',
  {
    former: text().notNull(),
    latter: text().notNull(),
    /** By Slack's clock: a channel may come back to an id that it had. */
    movedAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.former, t.movedAt] })],
)
