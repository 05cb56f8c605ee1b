import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  integer,
  jsonb,
  primaryKey,
  snakeCase,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'

export type OptionKind = 'type' | 'priority' | 'severity' | 'role'

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
    /** Of a priority: how often the commander tells how it stands; null is never asked for. */
    cadenceMinutes: integer(),
    /** Of a severity: it says that nobody knows yet. */
    undetermined: boolean().notNull().default(false),
    /** Of a role its duties, a line each; of a type the Markdown that its documents begin with. */
    body: text().notNull().default(''),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.key] }),
    check('options_kind', sql`kind in ('type','priority','severity','role')`),
  ],
)

/** Who is brought in; the first rule that matches names the holder of a role. Empty lists match all. */
export const rules = snakeCase.table('rules', {
  position: integer().primaryKey(),
  types: text().array().notNull().default([]),
  priorities: text().array().notNull().default([]),
  severities: text().array().notNull().default([]),
  tags: text().array().notNull().default([]),
  commander: text(),
  /** Of roles but the commander's: `{ scribe: 'U012AB3CD' }`. */
  roles: jsonb().$type<Record<string, string>>().notNull().default({}),
  participants: text().array().notNull().default([]),
  observers: text().array().notNull().default([]),
  /** User groups, by Slack's id. */
  groups: text().array().notNull().default([]),
})

export const broadcasts = snakeCase.table('broadcasts', {
  channelId: text().primaryKey(),
  types: text().array().notNull().default([]),
  priorities: text().array().notNull().default([]),
})

/** Channels of those that the app announces in, or tells what it could not do, in which it cannot write now. */
export const lostOutlets = snakeCase.table('lost_outlets', {
  channelId: text().primaryKey(),
  how: text().$type<'archived' | 'deleted' | 'removed'>().notNull(),
})

export const settings = snakeCase.table('settings', {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  changedAt: timestamp({ withTimezone: true, mode: 'date' }).notNull().default(sql`clock_timestamp()`),
})

/** One row: how far the app's clock is ahead of the real one. Only tests and the demo set it. */
export const clock = snakeCase.table('clock', {
  only: boolean().primaryKey().default(true),
  aheadMs: bigint({ mode: 'number' }).notNull().default(0),
})
