import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  primaryKey,
  snakeCase,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core'
import { incidents } from './incidents.ts'

const moment = () => timestamp({ withTimezone: true, mode: 'date' })

/** What a person is reminded of, until it is done, not needed, or said often enough. */
export const nudges = snakeCase.table(
  'nudges',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    incidentId: integer()
      .notNull()
      .references(() => incidents.id),
    kind: text().notNull(),
    /** What it is about: a hand-over's number, or the second since when it is so. */
    about: text().notNull().default(''),
    /** When it is said next. */
    dueAt: moment().notNull(),
    /** How often it was said, when last, and to whom: nobody is to the incident's channel. */
    said: integer().notNull().default(0),
    saidAt: moment(),
    personId: text(),
    /** Whoever it was said to asked to hear of it later. */
    snoozed: boolean().notNull().default(false),
    /** It was due while nobody ran, and is still to be said. */
    late: boolean().notNull().default(false),
    /** It is done, or somebody said that it is not needed. */
    endedAt: moment(),
    endedBy: text(),
  },
  (t) => [
    check('nudges_said', sql`said >= 0`),
    unique('nudges_one').on(t.incidentId, t.kind, t.about),
    index('nudges_open').on(t.dueAt).where(sql`ended_at is null`),
    index('nudges_person').on(t.personId, t.saidAt),
  ],
)

/** Where each saying stands, as long as there is something to press. */
export const nudgePosts = snakeCase.table(
  'nudge_posts',
  {
    nudgeId: integer()
      .notNull()
      .references(() => nudges.id),
    nth: integer().notNull(),
    channel: text().notNull(),
    ts: text().notNull(),
    open: boolean().notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.nudgeId, t.nth] })],
)
