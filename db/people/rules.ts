import { type SQL, sql } from 'drizzle-orm'
import type { Work } from '../verb.ts'
import { bringIn, type Call } from './calls.ts'
import { commander, giveRole } from './holders.ts'

/** What rules are asked about, as expressions; `tags` is an array of text. */
export interface Circumstances {
  type: SQL
  priority: SQL
  severity: SQL
  tags: SQL
}

/**
 * The rules that match, as clauses of a `with`: `calls` (person, observer, group_id) is whom they bring in, with the
 * members of their user groups, and `holders` (role, person) whom the first of them that names an active member names.
 */
export function ruled({ type, priority, severity, tags }: Circumstances): SQL {
  return sql`
    matching as (
      select * from rules where (cardinality(types) = 0 or ${type} = any(types))
        and (cardinality(priorities) = 0 or ${priority} = any(priorities))
        and (cardinality(severities) = 0 or ${severity} = any(severities))
        and (cardinality(tags) = 0 or exists (
          select 1 from unnest(rules.tags) one join unnest(${tags}) other on lower(one) = lower(other)))
    ), holders as (
      select distinct on (named.role) named.role, named.person
      from matching m, jsonb_each_text(m.roles || jsonb_strip_nulls(jsonb_build_object('commander', m.commander)))
        as named(role, person)
      left join people p on p.id = named.person
      left join options o on o.kind = 'role' and o.key = named.role
      where coalesce(p.kind, 'member') = 'member' and (named.role = ${commander} or o.key is not null)
      order by named.role, m.position
    ), calls as (
      select distinct c.person, c.observer, c.group_id
      from matching m cross join lateral (
        select unnest(m.participants) as person, false as observer, null as group_id
        union all select unnest(m.observers), true, null
        union all select unnest(g.members), false, g.id from groups g where g.id = any(m.groups) and not g.disabled
      ) c left join people p on p.id = c.person
      where coalesce(p.kind, 'member') not in ('deactivated', 'bot')
    )`
}

/** Two relations of the shape of `calls` and `holders`, each as one JSON value. */
export function ruledJson(calls = 'calls', holders = 'holders'): SQL {
  return sql.raw(`
    (select coalesce(jsonb_agg(jsonb_build_object('person', c.person, 'observer', c.observer, 'group', c.group_id)
      order by c.group_id nulls first, c.person), '[]') from ${calls} c) as calls,
    (select coalesce(jsonb_object_agg(h.role, h.person), '{}') from ${holders} h) as holders`)
}

export type Ruled = { calls: Call[]; holders: Record<string, string> }

/**
 * Brings in whom the rules call for by what the incident is now, and fills the roles that nobody holds; called in the
 * transaction of every change of type, priority, severity or tags. Whoever is in it, or was and left, is not engaged
 * again, and nobody is removed.
 */
export async function engageByRules(work: Work, incident: number): Promise<void> {
  const { calls, holders } = await findCalled(work, incident)
  const led = Object.values(holders).map((person) => ({ person, observer: false, group: null }))
  await bringIn(work, incident, [...led, ...calls], { why: 'rule' })
  for (const [role, person] of Object.entries(holders)) await giveRole(work, incident, role, person)
}

async function findCalled({ tx }: Work, incident: number): Promise<Ruled> {
  const [row] = await tx.execute<Ruled>(sql`
    with it as (
      select * from incidents where id = ${incident} and status <> 'closed'
    ), ${ruled({
      type: sql`(select type from it)`,
      priority: sql`(select priority from it)`,
      severity: sql`(select severity from it)`,
      tags: sql`(select tags from it)`,
    })}, fresh_calls as (
      select c.* from it cross join calls c
      left join participants p on p.incident_id = ${incident} and p.person_id = c.person
      where (p.person_id is null or (p.left_at is null and p.observer and not c.observer))
        and not exists (select 1 from facts f where f.incident_id = ${incident} and f.type = 'engagement.asked'
          and f.data->>'by' is null and f.data->>'group' = c.group_id)
    ), vacant_holders as (
      select h.* from it cross join holders h
      left join participants p on p.incident_id = ${incident} and p.person_id = h.person
      where p.left_at is null and case when h.role = ${commander} then it.commander_id is null
        else not exists (select 1 from assignments a where a.incident_id = it.id and a.role = h.role) end
    )
    select ${ruledJson('fresh_calls', 'vacant_holders')}`)
  if (!row) throw new Error('rules gave no answer')
  return row
}
