import { and, eq, sql } from 'drizzle-orm'
import type { Option } from '../configuration/questions.ts'
import type { Reader } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { incidents, type ResourceKind, type Role, type Status, type Visibility } from '../schema/incidents.ts'
import type { StepLabel, StepState } from '../schema/steps.ts'
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
  const [row] = await db.execute<{ card: CardRow }>(sql`
    select to_jsonb(i) || jsonb_build_object(
      'people', (select coalesce(jsonb_agg(jsonb_build_object('id', p.person_id, 'role', p.role,
          'invited', p.invited_at is not null, 'refused', p.refused) order by p.added_at, p.person_id), '[]')
        from participants p where p.incident_id = i.id),
      'resources', (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'place', r.place,
          'externalId', r.external_id, 'name', r.name, 'url', r.url) order by r.id), '[]')
        from resources r where r.incident_id = i.id),
      'progress', (select coalesce(jsonb_agg(jsonb_build_object('step', s.id, 'label', s.label, 'place', s.place,
          'state', s.state, 'error', s.error, 'late', s.late, 'skippable', s.skippable) order by s.id), '[]')
        from steps s where s.incident_id = i.id and s.label is not null),
      'options', (select coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'key', o.key, 'name', o.name,
          'meaning', o.meaning, 'mark', o.mark, 'position', o.position, 'isDefault', o.is_default,
          'elsewhere', o.elsewhere)), '[]')
        from options o where (o.kind, o.key) in (('type', i.type), ('priority', i.priority), ('severity', i.severity)))
    ) as card
    from incidents i where i.id = ${id}`)
  if (!row) throw new Error(`there is no incident ${id}`)
  const { card } = row
  const option = (kind: Option['kind']) =>
    card.options.find((one) => one.kind === kind) ?? gone(kind, card[kind])
  return {
    id: card.id,
    title: card.title,
    description: card.description,
    status: card.status,
    visibility: card.visibility,
    type: option('type'),
    priority: option('priority'),
    severity: option('severity'),
    reporterId: card.reporter_id,
    commanderId: card.commander_id,
    sourceUrl: card.source_url,
    reportedAt: new Date(card.reported_at),
    people: card.people,
    resources: card.resources,
    progress: card.progress,
  }
}

type CardRow = Pick<
  Card,
  'id' | 'title' | 'description' | 'status' | 'visibility' | 'people' | 'resources' | 'progress'
> & {
  type: string
  priority: string
  severity: string
  reporter_id: string
  commander_id: string
  source_url: string | null
  reported_at: string
  options: Option[]
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

function gone(kind: Option['kind'], key: string): Option {
  return { kind, key, name: key, meaning: '', mark: '', position: 99, isDefault: false, elsewhere: {} }
}
