import { and, or, type SQL, sql } from 'drizzle-orm'
import { incidents } from '../schema/incidents.ts'

/** Who looks: a person's id, or everyone who reads a broadcast. */
export type Viewer = string | 'everyone'

/** The condition that every question on incidents obeys: who is no member is shown none. */
export function visibleTo(viewer: Viewer): SQL | undefined {
  if (viewer === 'everyone') return open
  const isMember = sql`exists (select 1 from people viewer where viewer.id = ${viewer} and viewer.kind = 'member')`
  return and(isMember, isOpenTo(viewer))
}

/** Whether the incident is open to all, or this person is in it. */
export function isOpenTo(person: string): SQL | undefined {
  return or(open, isIn(person))
}

const open = sql`${incidents.visibility} = 'open'`

/** Whether the person is in the incident, or holds a role in it: the same whom `sightOf` does not see outside. */
export function isIn(person: string): SQL {
  return sql`(${incidents.commanderId} = ${person} or exists (
    select 1 from participants seen
    where seen.incident_id = ${incidents.id} and seen.person_id = ${person} and seen.left_at is null) or exists (
    select 1 from assignments held where held.incident_id = ${incidents.id} and held.person_id = ${person}))`
}
