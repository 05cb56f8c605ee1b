import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { Why } from '../schema/incidents.ts'

/** How a person is in an incident. */
export interface Member {
  id: string
  observer: boolean
  why: Why
  /** Who asked for them, and in what words. */
  by: string | null
  reason: string | null
  /** The handle of the user group that they came with, where it is known. */
  group: string | null
  since: Date
  /** Keys of the roles that they hold. */
  roles: string[]
  /** Slack's code for why it would not invite them. */
  refused: string | null
}

/** Who is in an incident, for one who may read it: who holds a role first, observers last, each as they came. */
export async function listPeople(db: Reader, incident: number): Promise<Member[]> {
  const rows = await db.execute<Omit<Member, 'since'> & { since: string }>(sql`
    with held as (
      select commander_id as person_id, 'commander' as role from incidents where id = ${incident}
      union all select person_id, role from assignments where incident_id = ${incident}
    ), came as (
      select distinct on (f.data->>'person') f.data->>'person' as person_id, f.data->>'group' as id
      from facts f where f.incident_id = ${incident} and f.type = 'participant.added'
      order by f.data->>'person', f.happened_at desc, f.id desc
    )
    select p.person_id as id, p.observer, p.why, p.added_by as by, p.reason, g.handle as group, p.added_at as since,
      coalesce(r.roles, '{}') as roles, p.refused
    from participants p
    left join (select person_id, array_agg(role order by role) as roles from held group by person_id) r
      on r.person_id = p.person_id
    left join came on came.person_id = p.person_id
    left join groups g on g.id = came.id
    where p.incident_id = ${incident} and p.left_at is null
    order by r.roles is null, p.observer, p.added_at, p.person_id`)
  return rows.map((row) => ({ ...row, since: new Date(row.since) }))
}
