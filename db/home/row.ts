import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { Outcome, Status, Visibility } from '../schema/incidents.ts'

/** An incident as a line of a list. */
export interface Row {
  id: number
  title: string
  status: Status
  outcome: Outcome | null
  visibility: Visibility
  /** The mark and name of its severity. */
  severity: { mark: string; name: string }
  commanderId: string | null
  channelId: string | null
  reportedAt: Date
  closedAt: Date | null
  nextUpdateAt: Date | null
  /** Roles that the person holds in it, by their names; none where nobody is named whose roles are asked for. */
  roles: string[]
}

/** Rows of `incidents`, which the caller's clause filters, orders and limits; with the roles of one person, if one is named. */
export async function listRows(db: Reader, clause: SQL, rolesOf?: string): Promise<Row[]> {
  const rows = await db.execute<Raw>(sql`
    select incidents.id, incidents.title, incidents.status, incidents.outcome, incidents.visibility,
      jsonb_build_object('mark', coalesce(s.mark, ''), 'name', coalesce(s.name, incidents.severity)) as severity,
      incidents.commander_id as "commanderId", incidents.reported_at as "reportedAt",
      incidents.closed_at as "closedAt", incidents.next_update_at as "nextUpdateAt",
      (select r.external_id from resources r where r.incident_id = incidents.id and r.kind = 'channel'
        and r.lost is distinct from 'deleted') as "channelId",
      ${rolesOf === undefined ? sql`'[]'::jsonb` : roleNames(rolesOf)} as roles
    from incidents left join options s on s.kind = 'severity' and s.key = incidents.severity ${clause}`)
  return rows.map((row) => ({
    ...row,
    reportedAt: new Date(row.reportedAt),
    closedAt: moment(row.closedAt),
    nextUpdateAt: moment(row.nextUpdateAt),
  }))
}

function roleNames(person: string): SQL {
  return sql`(select coalesce(jsonb_agg(o.name order by o.position), '[]') from options o
    where o.kind = 'role' and (o.key = 'commander' and incidents.commander_id = ${person} or exists (
      select 1 from assignments a
      where a.incident_id = incidents.id and a.role = o.key and a.person_id = ${person})))`
}

type Raw = Omit<Row, 'reportedAt' | 'closedAt' | 'nextUpdateAt'> & {
  reportedAt: string
  closedAt: string | null
  nextUpdateAt: string | null
}

function moment(at: string | null): Date | null {
  return at === null ? null : new Date(at)
}
