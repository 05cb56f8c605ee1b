import { type SQL, sql } from 'drizzle-orm'

interface Kind {
  /**
   * A row for each that the incident `i` wants now: what it is about, when it is said first, and to whom: the person who
   * can act, or nobody in particular, which is everybody in the incident's channel.
   */
  wanted: SQL
  againMinutes: number
  /** How often at most; five is the most that anybody is asked for one thing. */
  cap: number
  /** Not urgent: only while the person is at work. */
  inOfficeHours: boolean
}

export type NudgeKind = keyof typeof kinds

/** Everything that people are reminded of. What is not wanted any more is ended without a word. */
export const kinds = {
  'update.overdue': {
    wanted: sql`
      select ${second(sql`coalesce(u.promised, u.told)`)}, coalesce(u.promised, u.told + ${minutes(sql`o.cadence_minutes`)}),
        ${present(sql`i.commander_id`)}
      from (select l.told, case when i.next_update_at > l.told then i.next_update_at end as promised
        from (select coalesce(i.told_at, i.reported_at) as told) l) u
      left join options o on o.kind = 'priority' and o.key = i.priority
      where i.commander_id is not null and coalesce(u.promised::text, o.cadence_minutes::text) is not null
        and (i.status = 'active' or (i.status = 'stable' and u.promised is not null))`,
    againMinutes: 30,
    cap: 5,
    inOfficeHours: false,
  },
  'commander.missing': {
    wanted: sql`
      select v.about, v.at + ${minutes(5)}, case when not exists (
        select 1 from nudges n where n.incident_id = i.id and n.kind = 'commander.missing' and n.about = v.about
          and n.said > 0) then ${present(sql`i.reporter_id`)} end
      from (select l.at, ${second(sql`l.at`)} as about from (select coalesce((select max(f.happened_at) from facts f
        where f.incident_id = i.id and f.type = 'role.vacated' and f.data->>'role' = 'commander'), i.reported_at) as at) l) v
      where i.commander_id is null and i.status <> 'closed'`,
    againMinutes: 15,
    cap: 5,
    inOfficeHours: false,
  },
  'severity.undetermined': {
    wanted: sql`
      select ${second(sql`c.at`)}, c.at + ${minutes(30)}, ${present(sql`i.commander_id`)}
      from (select coalesce((select max(f.happened_at) from facts f
        where f.incident_id = i.id and f.type = 'incident.updated'
          and f.data->'changes' @> '[{"field":"severity"}]'), i.reported_at) as at) c
      where i.status <> 'closed' and i.commander_id is not null and exists (
        select 1 from options o where o.kind = 'severity' and o.key = i.severity and o.undetermined)`,
    againMinutes: 60,
    cap: 3,
    inOfficeHours: false,
  },
  'stable.long': {
    wanted: sql`
      select ${second(sql`i.stable_at`)}, i.stable_at + interval '7 days', ${present(sql`i.commander_id`)}
      where i.status = 'stable' and i.stable_at is not null`,
    againMinutes: 7 * 24 * 60,
    cap: 5,
    inOfficeHours: true,
  },
  'archive.soon': {
    wanted: sql`
      select ${second(sql`i.archive_at`)},
        i.archive_at - least(interval '1 day', (i.archive_at - i.closed_at) / 2), null::text
      where i.status = 'closed' and i.archive_at > app_now() and exists (
        select 1 from resources r where r.incident_id = i.id and r.kind = 'channel' and r.lost is null)`,
    againMinutes: 0,
    cap: 1,
    inOfficeHours: false,
  },
  'handover.open': {
    wanted: sql`
      select h.id::text, h.offered_at + ${minutes(5)}, h.to_id
      from handovers h where h.incident_id = i.id and h.state = 'open' and i.status <> 'closed'`,
    againMinutes: 0,
    cap: 1,
    inOfficeHours: false,
  },
} satisfies Record<string, Kind>

/** Those that this process knows; others are left to a newer one. */
export const nudgeKinds = Object.keys(kinds)

export function isNudgeKind(kind: string): kind is NudgeKind {
  return Object.hasOwn(kinds, kind)
}

// What changes with time is another thing to be reminded of.
function second(at: SQL): SQL {
  return sql`floor(extract(epoch from ${at}))::bigint::text`
}

function minutes(count: number | SQL): SQL {
  return sql`${typeof count === 'number' ? sql.raw(String(count)) : count} * interval '1 minute'`
}

function present(person: SQL): SQL {
  return sql`(select p.person_id from participants p left join people k on k.id = p.person_id
    where p.incident_id = i.id and p.person_id = ${person} and p.left_at is null
      and coalesce(k.kind, 'member') = 'member')`
}
