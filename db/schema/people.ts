import { sql } from 'drizzle-orm'
import { bigint, boolean, check, snakeCase, text, timestamp } from 'drizzle-orm/pg-core'

export const personKinds = ['member', 'guest', 'stranger', 'bot', 'deactivated'] as const
export type PersonKind = (typeof personKinds)[number]

export const people = snakeCase.table(
  'people',
  {
    id: text().primaryKey(),
    teamId: text().notNull(),
    name: text().notNull(),
    realName: text().notNull(),
    kind: text().$type<PersonKind>().notNull(),
    /** Slack's own: an owner of the workspace. */
    owner: boolean().notNull().default(false),
    timeZone: text().notNull().default('UTC'),
    /** Slack's own `updated`, in seconds: an older event never overwrites a newer one. */
    updated: bigint({ mode: 'number' }).notNull().default(0),
    knownAt: timestamp({ withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  () => [check('people_kind', sql`kind in ('member','guest','stranger','bot','deactivated')`)],
)
