import { sql } from 'drizzle-orm'
import { objection } from '../acts.ts'
import { isOutlet } from '../channel/hear.ts'
import type { Reader } from '../database.ts'
import type { Loss } from '../facts.ts'
import { isOpenTo, visibleTo } from '../incident/visible.ts'
import { administers } from '../people/administrators.ts'
import { incidents } from '../schema/incidents.ts'
import type { PersonKind } from '../schema/people.ts'
import { listIncidents, type Page } from './list.ts'
import { listRows, type Row } from './row.ts'

/** All that a person's Home tab is painted from. */
export interface Home {
  /** Why nothing of it is for this person, as a sentence; null for a member. */
  denied: string | null
  /** Open incidents in which the person holds a role, those with an overdue update first. */
  roles: Row[]
  open: Page
  page: number
  desk: Desk
}

/** What waits for a person beside incidents of their own, and how the app is. */
export interface Desk {
  kind: PersonKind | null
  canConfigure: boolean
  broadcasts: string[]
  operations: string | null
  /** Of these, those in which nothing can be told now. */
  lost: { channel: string; how: Loss }[]
  requests: { incident: number; title: string; person: string }[]
  offers: { handover: number; incident: number; title: string; role: string; from: string | null }[]
  health: Health
}

export interface Health {
  /** Whether a jobs process has given a sign of life in the last seconds. */
  isAlive: boolean
  /** Steps that failed or are late, of all incidents. */
  troubled: number
}

/** A person's Home, with one page of the open incidents; in three statements, sent together. */
export async function getHome(db: Reader, person: string, page: number): Promise<Home> {
  const [roles, open, desk] = await Promise.all([
    listRoles(db, person),
    listIncidents(db, person, { which: 'open', words: '', page }),
    getDesk(db, person),
  ])
  const asker = desk.kind ? { kind: desk.kind, admin: false, teamId: '' } : undefined
  const [, denied = null] = objection('incident.report', asker) ?? []
  return { denied, roles, open, page, desk }
}

function listRoles(db: Reader, person: string): Promise<Row[]> {
  return listRows(
    db,
    sql`where ${incidents.id} in (
        select id from incidents where commander_id = ${person} and status <> 'closed'
        union select a.incident_id from assignments a where a.person_id = ${person})
      and ${incidents.status} <> 'closed' and ${visibleTo(person)}
      order by ${incidents.nextUpdateAt} < app_now() desc nulls last, ${incidents.reportedAt} desc limit 10`,
    person,
  )
}

async function getDesk(db: Reader, person: string): Promise<Desk> {
  const [row] = await db.execute<{ desk: Desk }>(sql`
    select jsonb_build_object(
      'kind', (select p.kind from people p where p.id = ${person}),
      'canConfigure', coalesce((select p.kind = 'member' and ${administers(sql`p`)} from people p where p.id = ${person}), false),
      'broadcasts', (select coalesce(jsonb_agg(channel_id order by channel_id), '[]') from broadcasts),
      'operations', (select value from settings where key = 'operations'),
      'lost', (select coalesce(jsonb_agg(jsonb_build_object('channel', l.channel_id, 'how', l.how) order by l.channel_id), '[]')
        from lost_outlets l where ${isOutlet(sql`l.channel_id`)}),
      'requests', (select coalesce(jsonb_agg(to_jsonb(q)), '[]') from (
        select r.incident_id as incident, i.title, r.person_id as person
        from incidents i join access_requests r on r.incident_id = i.id
        where i.commander_id = ${person} and i.status <> 'closed' and r.granted is null
        order by r.asked_at limit 10) q),
      'offers', (select coalesce(jsonb_agg(to_jsonb(q)), '[]') from (
        select h.id as handover, h.incident_id as incident, incidents.title, coalesce(o.name, h.role) as role,
          h.from_id as from
        from handovers h join incidents on incidents.id = h.incident_id
        left join options o on o.kind = 'role' and o.key = h.role
        where h.to_id = ${person} and h.state = 'open' and incidents.status <> 'closed' and ${isOpenTo(person)}
        order by h.id limit 10) q),
      'health', jsonb_build_object(
        'isAlive', exists (select 1 from processes where kind = 'jobs' and beat_at > clock_timestamp() - interval '5 seconds'),
        'troubled', (select count(*) from (
          select 1 from steps where state = 'failed' or (state = 'waiting' and late)) q))
    ) as desk`)
  if (!row) throw new Error('the database gave no desk')
  return row.desk
}
