import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  primaryKey,
  smallint,
  snakeCase,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core'
import type { SubjectKind } from '../facts.ts'

export const lanes = ['engagement', 'reminders', 'reports', 'integrations'] as const
export type Lane = (typeof lanes)[number]
/** `held`: its channel is not to be had now; it waits until that is, or another takes its place. */
export type StepState = 'waiting' | 'running' | 'held' | 'done' | 'failed' | 'skipped'
/** Which of the parts that people watch on the brief a step is. */
export type StepLabel =
  | 'people'
  | 'pin'
  | 'topic'
  | 'bookmark'
  | 'announcement'
  | 'ticket'
  | 'channel'
  | 'brief'
  | 'canvas'
  | 'summary'
  /** What a fact sets in motion, where that could not be planned. */
  | 'plan'

const moment = () => timestamp({ withTimezone: true, mode: 'date' })

export const steps = snakeCase.table(
  'steps',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** One step for one effect, for ever. */
    effectKey: text().notNull().unique('steps_effect'),
    reaction: text().notNull(),
    subjectKind: text().$type<SubjectKind>().notNull(),
    subjectId: text().notNull(),
    incidentId: integer(),
    factId: bigint({ mode: 'number' }).notNull(),
    /** Which of several, for a reaction that acts in several places: a channel's id, say. */
    place: text().notNull().default(''),
    lane: text().$type<Lane>().notNull(),
    /** The outside call that it is rated by. */
    method: text().notNull(),
    /** Lower is sooner. */
    priority: integer().notNull(),
    /** Steps of one line run one after another. */
    line: text(),
    label: text().$type<StepLabel>(),
    skippable: boolean().notNull().default(false),
    state: text().$type<StepState>().notNull().default('waiting'),
    notBefore: moment().notNull().default(sql`clock_timestamp()`),
    offeredAt: moment(),
    tries: integer().notNull().default(0),
    /** How many of them count against it: a mistake of ours, or a channel refused that is to be had. */
    strikes: smallint().notNull().default(0),
    /** Committed before the call, cleared by a definite answer: while set, the effect may stand outside. */
    askedAt: moment(),
    firstAskedAt: moment(),
    doubted: boolean().notNull().default(false),
    leaseUntil: moment(),
    generation: integer().notNull().default(0),
    externalId: text(),
    /** Of a step that is held: the channel that it waits for. */
    heldFor: text(),
    /** A code or the name of an error: never people's words. */
    error: text(),
    late: boolean().notNull().default(false),
    wanted: integer().notNull().default(1),
    painted: integer().notNull().default(0),
    addedAt: moment().notNull().default(sql`clock_timestamp()`),
    doneAt: moment(),
  },
  (t) => [
    check('steps_state', sql`state in ('waiting','running','held','done','failed','skipped')`),
    check('steps_lane', sql`lane in ('engagement','reminders','reports','integrations')`),
    index('steps_waiting').on(t.priority, t.id).where(sql`state = 'waiting'`),
    index('steps_running').on(t.leaseUntil).where(sql`state = 'running'`),
    index('steps_line').on(t.line, t.id).where(sql`state in ('waiting','running') and line is not null`),
    index('steps_held').on(t.heldFor).where(sql`state = 'held'`),
    index('steps_incident').on(t.incidentId),
    index('steps_troubled').on(t.id).where(sql`state = 'failed' or (state = 'waiting' and late)`),
    index('steps_told').on(t.subjectId).where(sql`reaction = 'tellOperations'`),
    index('steps_successor').on(t.place).where(sql`reaction = 'openSuccessor'`),
  ],
)

export const timers = snakeCase.table(
  'timers',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().notNull(),
    subjectKind: text().$type<SubjectKind>().notNull(),
    subjectId: text().notNull(),
    dueAt: moment().notNull(),
    firedAt: moment(),
    /** How often it could not be fired, and when it is tried again. */
    failures: smallint().notNull().default(0),
    againAt: moment(),
  },
  (t) => [
    unique('timers_one').on(t.kind, t.subjectKind, t.subjectId, t.dueAt),
    index('timers_due').on(t.dueAt).where(sql`fired_at is null`),
  ],
)

/** Rate tokens of one method, or of one method in one channel. */
export const buckets = snakeCase.table(
  'buckets',
  {
    method: text().notNull(),
    channel: text().notNull().default(''),
    tokens: doublePrecision().notNull(),
    refilledAt: moment().notNull(),
    closedUntil: moment(),
  },
  (t) => [primaryKey({ columns: [t.method, t.channel] })],
)
