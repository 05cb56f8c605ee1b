import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { incidents } from './incidents.ts'

const moment = () => timestamp({ withTimezone: true, mode: 'date' })

/** What people put on a timeline: a message that they kept, or words of their own. */
export const entries = snakeCase.table(
  'entries',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    incidentId: integer()
      .notNull()
      .references(() => incidents.id),
    kind: text().$type<'message' | 'note'>().notNull(),
    /** Of a message: where it stands. */
    channelId: text(),
    ts: text(),
    threadTs: text(),
    authorId: text().notNull(),
    text: text().notNull(),
    happenedAt: moment().notNull(),
    /** Whose 📌 stands on it; nobody's, and it is off the timeline. */
    keepers: text().array().notNull().default([]),
    hiddenAt: moment(),
    hiddenBy: text(),
  },
  (t) => [
    check('entries_kind', sql`kind in ('message','note')`),
    unique('entries_message').on(t.channelId, t.ts),
    index('entries_incident').on(t.incidentId, t.happenedAt),
  ],
)
