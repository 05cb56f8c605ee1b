import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, snakeCase, text, timestamp, unique } from 'drizzle-orm/pg-core'

export type Status = 'active' | 'stable' | 'closed'
export type Visibility = 'open' | 'restricted'
export type Role = 'commander' | 'reporter' | 'participant'

const moment = () => timestamp({ withTimezone: true, mode: 'date' })

export const incidents = snakeCase.table(
  'incidents',
  {
    /** Also the number that people say: INC-7. */
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    title: text().notNull(),
    description: text().notNull().default(''),
    type: text().notNull(),
    priority: text().notNull(),
    severity: text().notNull(),
    status: text().$type<Status>().notNull().default('active'),
    visibility: text().$type<Visibility>().notNull().default('open'),
    reporterId: text().notNull(),
    commanderId: text().notNull(),
    /** Permalink of the message it was reported from. */
    sourceUrl: text(),
    reportedAt: moment().notNull(),
    stableAt: moment(),
    closedAt: moment(),
  },
  (t) => [
    check('incidents_status', sql`status in ('active','stable','closed')`),
    check('incidents_visibility', sql`visibility in ('open','restricted')`),
    index('incidents_open').on(t.reportedAt).where(sql`status <> 'closed'`),
    index('incidents_title').using('gin', sql`title gin_trgm_ops`).where(sql`status <> 'closed'`),
  ],
)

export const participants = snakeCase.table(
  'participants',
  {
    incidentId: integer()
      .notNull()
      .references(() => incidents.id),
    personId: text().notNull(),
    role: text().$type<Role>().notNull(),
    addedAt: moment().notNull(),
    /** When Slack said that the person is in the channel. */
    invitedAt: moment(),
    /** Slack's code for why it would not invite the person. */
    refused: text(),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.personId] })],
)

export type ResourceKind = 'channel' | 'brief' | 'announcement' | 'ticket'

/** What an incident has in the outside world; `place` tells apart those it has several of. */
export const resources = snakeCase.table(
  'resources',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    incidentId: integer()
      .notNull()
      .references(() => incidents.id),
    kind: text().$type<ResourceKind>().notNull(),
    place: text().notNull().default(''),
    externalId: text().notNull(),
    name: text().notNull().default(''),
    url: text(),
  },
  (t) => [
    unique('resources_one').on(t.incidentId, t.kind, t.place),
    index('resources_external').on(t.kind, t.externalId),
  ],
)
