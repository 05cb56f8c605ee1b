import { type SQL, sql } from 'drizzle-orm'

/** How a person stands to an incident, as JSON of a `Sight`; null where there is no such incident. */
export function sightOf(incident: SQL, person: string): SQL {
  return sql`(select jsonb_build_object('id', sighted.id, 'visibility', sighted.visibility, 'standing', case
      when sighted.commander_id = ${person} or (sighted.afterwards and sighted.reporter_id = ${person}) or exists (
        select 1 from assignments a where a.incident_id = sighted.id and a.person_id = ${person}) then 'lead'
      when sighted.reporter_id = ${person} and m.person_id is not null and sighted.commander_id is null and not exists (
        select 1 from assignments a where a.incident_id = sighted.id) then 'lead'
      when m.person_id is null then 'outside'
      when m.observer then 'observer'
      else 'participant' end)
    from incidents sighted
    left join participants m on m.incident_id = sighted.id and m.person_id = ${person} and m.left_at is null
    where sighted.id = (${incident}))`
}
