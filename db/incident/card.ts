import { sql } from 'drizzle-orm'
import type { Option } from '../configuration/questions.ts'
import type { Reader } from '../database.ts'
import type { Outcome, Status, Visibility } from '../schema/incidents.ts'
import type { Lost, ResourceKind } from '../schema/resources.ts'
import type { StepLabel, StepState } from '../schema/steps.ts'
import { maySkip, shownState } from '../work/questions.ts'

/** All that the faces of an incident are painted from. */
export interface Card {
  id: number
  title: string
  /** What it is now, as far as known. */
  description: string
  resolution: string
  tags: string[]
  status: Status
  visibility: Visibility
  outcome: Outcome | null
  mergedInto: number | null
  afterwards: boolean
  type: Option
  priority: Option
  severity: Option
  reporterId: string
  commanderId: string | null
  sourceUrl: string | null
  detectedAt: Date | null
  reportedAt: Date
  stableAt: Date | null
  closedAt: Date | null
  nextUpdateAt: Date | null
  archiveAt: Date | null
  lastUpdate: { text: string; at: Date; by: string | null } | null
  /** Roles but the commander's, by their names. */
  roles: { role: string; name: string; person: string }[]
  /** Who is in it; who left is not. */
  people: { id: string; observer: boolean; invited: boolean; refused: string | null }[]
  resources: Resource[]
  progress: Progress[]
}

export interface Resource {
  kind: ResourceKind
  place: string
  externalId: string
  name: string
  url: string | null
  lost: Lost | null
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
      'people', (select coalesce(jsonb_agg(jsonb_build_object('id', p.person_id, 'observer', p.observer,
          'invited', p.invited_at is not null, 'refused', p.refused) order by p.added_at, p.person_id), '[]')
        from participants p where p.incident_id = i.id and p.left_at is null),
      'roles', (select coalesce(jsonb_agg(jsonb_build_object('role', a.role, 'name', coalesce(o.name, a.role),
          'person', a.person_id) order by o.position, a.role), '[]')
        from assignments a left join options o on o.kind = 'role' and o.key = a.role where a.incident_id = i.id),
      'resources', (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'place', r.place,
          'externalId', r.external_id, 'name', r.name, 'url', r.url, 'lost', r.lost) order by r.id), '[]')
        from resources r where r.incident_id = i.id),
      'progress', (select coalesce(jsonb_agg(jsonb_build_object('step', s.id, 'label', s.label, 'place', s.place,
          'state', ${shownState}, 'error', s.error, 'late', s.late, 'skippable', ${maySkip}) order by s.id), '[]')
        from steps s where s.incident_id = i.id and s.label is not null),
      'last_update', (select jsonb_build_object('text', f.words->>'note', 'at', f.happened_at, 'by', f.actor_id)
        from facts f where f.incident_id = i.id and f.type = 'incident.updated' and f.words->>'note' <> ''
        order by f.happened_at desc, f.id desc limit 1),
      'options', (select coalesce(jsonb_agg(${optionJson}), '[]')
        from options o where (o.kind, o.key) in (('type', i.type), ('priority', i.priority), ('severity', i.severity)))
    ) as card
    from incidents i where i.id = ${id}`)
  if (!row) throw new Error(`there is no incident ${id}`)
  return cardOf(row.card)
}

/** A row of `options o` as an Option. */
const optionJson = sql.raw(`jsonb_build_object('kind', o.kind, 'key', o.key, 'name', o.name,
  'meaning', o.meaning, 'mark', o.mark, 'position', o.position, 'isDefault', o.is_default,
  'elsewhere', o.elsewhere, 'cadenceMinutes', o.cadence_minutes, 'undetermined', o.undetermined, 'body', o.body)`)

type CardRow = Pick<
  Card,
  | 'id'
  | 'title'
  | 'description'
  | 'resolution'
  | 'tags'
  | 'status'
  | 'visibility'
  | 'outcome'
  | 'afterwards'
  | 'roles'
  | 'people'
  | 'resources'
  | 'progress'
> & {
  type: string
  priority: string
  severity: string
  merged_into: number | null
  reporter_id: string
  commander_id: string | null
  source_url: string | null
  detected_at: string | null
  reported_at: string
  stable_at: string | null
  closed_at: string | null
  next_update_at: string | null
  archive_at: string | null
  last_update: { text: string; at: string; by: string | null } | null
  options: Option[]
}

function cardOf(row: CardRow): Card {
  const option = (kind: 'type' | 'priority' | 'severity') =>
    row.options.find((one) => one.kind === kind) ?? gone(kind, row[kind])
  const { id, title, description, resolution, tags, status, visibility, outcome, afterwards } = row
  const { roles, people, resources, progress, last_update: last } = row
  return {
    ...{ id, title, description, resolution, tags, status, visibility, outcome, afterwards },
    ...{ roles, people, resources, progress },
    mergedInto: row.merged_into,
    type: option('type'),
    priority: option('priority'),
    severity: option('severity'),
    reporterId: row.reporter_id,
    commanderId: row.commander_id,
    sourceUrl: row.source_url,
    detectedAt: moment(row.detected_at),
    reportedAt: new Date(row.reported_at),
    stableAt: moment(row.stable_at),
    closedAt: moment(row.closed_at),
    nextUpdateAt: moment(row.next_update_at),
    archiveAt: moment(row.archive_at),
    lastUpdate: last && { ...last, at: new Date(last.at) },
  }
}

function moment(at: string | null): Date | null {
  return at === null ? null : new Date(at)
}

function gone(kind: Option['kind'], key: string): Option {
  const plain = { name: key, meaning: '', mark: '', position: 99, isDefault: false, elsewhere: {} }
  return { kind, key, ...plain, cadenceMinutes: null, undetermined: false, body: '' }
}
