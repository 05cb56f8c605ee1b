import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { listOptions, type Option } from '../configuration/questions.ts'
import type { Reader } from '../database.ts'
import { Refusal } from '../refusal.ts'
import {
  incidents,
  participants,
  type ResourceKind,
  type Role,
  resources,
  type Status,
  type Visibility,
} from '../schema/incidents.ts'
import { type StepLabel, type StepState, steps } from '../schema/steps.ts'
import { type Viewer, visibleTo } from './visible.ts'

/** All that the faces of an incident are painted from. */
export interface Card {
  id: number
  title: string
  description: string
  status: Status
  visibility: Visibility
  type: Option
  priority: Option
  severity: Option
  reporterId: string
  commanderId: string
  sourceUrl: string | null
  reportedAt: Date
  people: { id: string; role: Role; invited: boolean; refused: string | null }[]
  resources: { kind: ResourceKind; place: string; externalId: string; name: string; url: string | null }[]
  progress: Progress[]
}

/** How far one part of setting an incident up has come. */
export interface Progress {
  step: number
  label: StepLabel
  place: string
  state: StepState
  error: string | null
  late: boolean
  skippable: boolean
}

/** The card of an incident, for the app itself: it hides nothing. Throws where there is no such incident. */
export async function getCard(db: Reader, id: number): Promise<Card> {
  const [[incident], people, things, progress, options] = await Promise.all([
    db.select().from(incidents).where(eq(incidents.id, id)),
    db
      .select({
        id: participants.personId,
        role: participants.role,
        invited: sql<boolean>`${participants.invitedAt} is not null`,
        refused: participants.refused,
      })
      .from(participants)
      .where(eq(participants.incidentId, id))
      .orderBy(asc(participants.addedAt), asc(participants.personId)),
    db.select().from(resources).where(eq(resources.incidentId, id)).orderBy(asc(resources.id)),
    listProgress(db, [id]),
    listOptions(db),
  ])
  if (!incident) throw new Error(`there is no incident ${id}`)
  const option = (kind: Option['kind'], key: string) =>
    options.find((o) => o.kind === kind && o.key === key) ?? gone(kind, key)
  return {
    ...incident,
    type: option('type', incident.type),
    priority: option('priority', incident.priority),
    severity: option('severity', incident.severity),
    people,
    resources: things,
    progress,
  }
}

/** The whole description, for one who may see the incident. Throws a Refusal for the others. */
export async function getText(
  db: Reader,
  viewer: Viewer,
  id: number,
): Promise<{ id: number; description: string }> {
  const [row] = await db
    .select({ id: incidents.id, description: incidents.description })
    .from(incidents)
    .where(and(eq(incidents.id, id), visibleTo(viewer)))
  if (!row) throw new Refusal('incident_not_visible', `INC-${id} is not open to you.`)
  return row
}

async function listProgress(db: Reader, ids: number[]): Promise<Progress[]> {
  const rows = await db
    .select({
      step: steps.id,
      label: steps.label,
      place: steps.place,
      state: steps.state,
      error: steps.error,
      late: steps.late,
      skippable: steps.skippable,
    })
    .from(steps)
    .where(inArray(steps.incidentId, ids))
    .orderBy(asc(steps.id))
  return rows.flatMap((row) => (row.label ? [{ ...row, label: row.label }] : []))
}

function gone(kind: Option['kind'], key: string): Option {
  return { kind, key, name: key, meaning: '', mark: '', position: 99, isDefault: false, elsewhere: {} }
}
