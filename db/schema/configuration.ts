import { sql } from 'drizzle-orm'
import { boolean, check, integer, jsonb, primaryKey, snakeCase, text, timestamp } from 'drizzle-orm/pg-core'

export type OptionKind = 'type' | 'priority' | 'severity'

/** What can be chosen for an incident. `position` is also the rank: 1 is the most severe, the most urgent. */
export const options = snakeCase.table(
  'options',
  {
    kind: text().$type<OptionKind>().notNull(),
    key: text().notNull(),
    name: text().notNull(),
    meaning: text().notNull().default(''),
    mark: text().notNull().default(''),
    position: integer().notNull(),
    isDefault: boolean().notNull().default(false),
    /** Names in the outside systems: `{ jira: 'High' }`. */
    elsewhere: jsonb().$type<Record<string, string>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.key] }),
    check('options_kind', sql`kind in ('type','priority','severity')`),
  ],
)

/** Who is brought in; the first rule that matches names the commander. Empty lists match all. */
export const rules = snakeCase.table('rules', {
  position: integer().primaryKey(),
  types: text().array().notNull().default([]),
  priorities: text().array().notNull().default([]),
  commander: text(),
  participants: text().array().notNull().default([]),
})

export const broadcasts = snakeCase.table('broadcasts', {
  channelId: text().primaryKey(),
  types: text().array().notNull().default([]),
  priorities: text().array().notNull().default([]),
})

export const settings = snakeCase.table('settings', {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  changedAt: timestamp({ withTimezone: true, mode: 'date' }).notNull().default(sql`clock_timestamp()`),
})

/** One row: how far the app's clock is ahead of the real one. Only tests and the demo set it. */
export const clock = snakeCase.table('clock', {
  only: boolean().primaryKey().default(true),
  aheadMs: integer().notNull().default(0),
})
