import { type SQL, sql } from 'drizzle-orm'

/** How a person stands to an incident, as JSON of a `Sight`; null where there is no such incident. */
export function sightOf(incident: SQL, person: string): SQL {
  return sql`(select jsonb_build_object('id', sighted.id, 'visibility', sighted.visibility, 'standing', case
      when sighted.commander_id = ${person} or (sighted.afterwards and sighted.reporter_id = ${person}) or exists (
        select 1 from assignments a where a.incident_id = sighted.id and a.person_id = ${person}) then 'lead'
      when ${person} in ${decidersOf(sql`sighted.id`)} then 'lead'
      when m.person_id is null then 'outside'
      when m.observer then 'observer'
      else 'participant' end)
    from incidents sighted
    left join participants m on m.incident_id = sighted.id and m.person_id = ${person} and m.left_at is null
    where sighted.id = (${incident}))`
}

/**
 * Ids of those who decide of an incident: its commander, else who holds another role, else who reported it and is in
 * it, else those who take part. Only active members do.
 */
export function decidersOf(incident: SQL): SQL {
  return sql`(select id from (
    select id, nth, min(nth) over () as first from (
      select commander_id as id, 1 as nth from incidents where id = ${incident}
      union select person_id, 2 from assignments where incident_id = ${incident}
      union select p.person_id, case when p.person_id = i.reporter_id then 3 else 4 end
        from participants p join incidents i on i.id = p.incident_id
        where p.incident_id = ${incident} and p.left_at is null and (p.person_id = i.reporter_id or not p.observer)
    ) one where id is not null
      and coalesce((select kind from people where people.id = one.id), 'member') = 'member'
  ) all_of_them where nth = first)`
}
