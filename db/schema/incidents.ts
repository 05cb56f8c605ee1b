import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, primaryKey, snakeCase, text, timestamp } from 'drizzle-orm/pg-core'

export type Status = 'active' | 'stable' | 'closed'
export type Visibility = 'open' | 'restricted'
/** Why a closed incident does not count in figures. */
export type Outcome = 'declined' | 'merged'
/** Why a person is in an incident. */
export type Why = 'reported' | 'rule' | 'group' | 'asked' | 'joined' | 'role' | 'task' | 'granted' | 'merged'

const moment = () => timestamp({ withTimezone: true, mode: 'date' })

export const incidents = snakeCase.table(
  'incidents',
  {
    /** Also the number that people say: INC-7. */
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    title: text().notNull(),
    /** What it is now, as far as known: the summary. */
    description: text().notNull().default(''),
    resolution: text().notNull().default(''),
    tags: text().array().notNull().default([]),
    type: text().notNull(),
    priority: text().notNull(),
    severity: text().notNull(),
    status: text().$type<Status>().notNull().default('active'),
    visibility: text().$type<Visibility>().notNull().default('open'),
    outcome: text().$type<Outcome>(),
    mergedInto: integer(),
    reporterId: text().notNull(),
    /** Nobody, where the last one was lost and no other was found. */
    commanderId: text(),
    /** Permalink of the message it was reported from. */
    sourceUrl: text(),
    /** Written down when it was over: it has no channel, and nobody is told. */
    afterwards: boolean().notNull().default(false),
    detectedAt: moment(),
    reportedAt: moment().notNull(),
    stableAt: moment(),
    closedAt: moment(),
    /** When somebody last told how it stands, and when the next telling was promised. */
    toldAt: moment(),
    nextUpdateAt: moment(),
    /** When its channel is to be archived. */
    archiveAt: moment(),
  },
  (t) => [
    check('incidents_status', sql`status in ('active','stable','closed')`),
    check('incidents_visibility', sql`visibility in ('open','restricted')`),
    check(
      'incidents_outcome',
      sql`outcome is null or (outcome in ('declined','merged') and status = 'closed')`,
    ),
    index('incidents_open').on(t.reportedAt).where(sql`status <> 'closed'`),
    index('incidents_reported').on(t.reportedAt),
    index('incidents_commander').on(t.commanderId).where(sql`status <> 'closed'`),
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
    /** Reads along, until three messages say otherwise. */
    observer: boolean().notNull().default(false),
    why: text().$type<Why>().notNull(),
    /** Who asked for this person, and in what words. */
    addedBy: text(),
    reason: text(),
    addedAt: moment().notNull(),
    /** Not in it any more since then. */
    leftAt: moment(),
    messages: integer().notNull().default(0),
    /** When Slack said that the person is in the channel. */
    invitedAt: moment(),
    /** When they last came into the channel or left it, by Slack's clock: what is older is passed over. */
    movedAt: moment(),
    /** Slack's code for why it would not invite the person. */
    refused: text(),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.personId] }), index('participants_person').on(t.personId)],
)

/** Who holds a role; the commander's stands with the incident. */
export const assignments = snakeCase.table(
  'assignments',
  {
    incidentId: integer()
      .notNull()
      .references(() => incidents.id),
    role: text().notNull(),
    personId: text().notNull(),
    since: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.role] }), index('assignments_person').on(t.personId)],
)

export type HandoverState = 'open' | 'accepted' | 'declined' | 'lapsed' | 'overtaken'

/** A role offered to somebody, who has to accept it. */
export const handovers = snakeCase.table(
  'handovers',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    incidentId: integer()
      .notNull()
      .references(() => incidents.id),
    role: text().notNull(),
    fromId: text(),
    toId: text().notNull(),
    offeredBy: text().notNull(),
    offeredAt: moment().notNull(),
    state: text().$type<HandoverState>().notNull().default('open'),
  },
  (t) => [
    check('handovers_state', sql`state in ('open','accepted','declined','lapsed','overtaken')`),
    index('handovers_open').on(t.incidentId, t.role).where(sql`state = 'open'`),
  ],
)

/** Who asked to see a restricted incident. */
export const requestsForAccess = snakeCase.table(
  'access_requests',
  {
    incidentId: integer()
      .notNull()
      .references(() => incidents.id),
    personId: text().notNull(),
    askedAt: moment().notNull(),
    answeredBy: text(),
    granted: boolean(),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.personId] })],
)
