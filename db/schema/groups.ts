import { sql } from 'drizzle-orm'
import { bigint, boolean, doublePrecision, snakeCase, text, timestamp } from 'drizzle-orm/pg-core'

/** Slack's user groups, as its events tell of them. */
export const groups = snakeCase.table('groups', {
  id: text().primaryKey(),
  handle: text().notNull(),
  name: text().notNull(),
  /** Nobody, where Slack has not named all of them yet: no group is empty. */
  members: text().array().notNull().default([]),
  disabled: boolean().notNull().default(false),
  /** Slack's `date_update`, in seconds: an older event never overwrites a newer one. */
  updated: bigint({ mode: 'number' }).notNull().default(0),
  /** When Slack said so, in seconds: among what it dates to the same second, the later holds. */
  told: doublePrecision().notNull().default(0),
  knownAt: timestamp({ withTimezone: true, mode: 'date' }).notNull().default(sql`clock_timestamp()`),
})
