import { boolean, index, integer, jsonb, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { incidents, type Status } from './incidents.ts'

/** What stands in the outside world; a former channel is one that another took the place of. */
export type ResourceKind =
  | 'channel'
  | 'former_channel'
  | 'brief'
  | 'announcement'
  | 'ticket'
  | 'canvas'
  | 'summary'
  | 'document'
/** Why the app cannot use it now; an exposed channel is open to all while its incident is restricted. */
export type Lost = 'archived' | 'deleted' | 'removed' | 'exposed'

/** Of anything else that is painted, a mark of the picture that it shows. */
export interface Shown {
  picture: string | null
}

/** What we last wrote into a ticket, so that what people wrote since is left alone while our own is the same. */
export interface Painted {
  /** The summary that it was opened with. */
  openedAs: string
  summary: string
  masked: boolean
  priority?: string | undefined
  status?: Status | undefined
  /** What was being written since Jira last answered all of it: of that only Jira knows what it shows. */
  asked?: TicketPart[] | undefined
}

export type TicketPart = 'words' | 'status' | 'priority'

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
    lost: text().$type<Lost>(),
    /** Of a channel: only those in it read it, as far as known. */
    isPrivate: boolean().notNull().default(false),
    painted: jsonb().$type<Partial<Painted & Shown>>(),
  },
  (t) => [
    unique('resources_one').on(t.incidentId, t.kind, t.place),
    index('resources_external').on(t.kind, t.externalId),
  ],
)
