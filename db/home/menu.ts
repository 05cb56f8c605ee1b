import { sql } from 'drizzle-orm'
import { type Asker, type IncidentAct, notVisible, objection, type Sight } from '../acts.ts'
import type { Reader } from '../database.ts'
import { sightOf } from '../incident/sight.ts'
import { administers } from '../people/administrators.ts'
import { Refusal } from '../refusal.ts'
import type { Outcome, Status } from '../schema/incidents.ts'

/** What a person can do about an incident now, as far as the table of acts goes. */
export interface Menu {
  incident: number
  title: string
  status: Status
  outcome: Outcome | null
  /** Written down when it was over. */
  afterwards: boolean
  isRestricted: boolean
  isIn: boolean
  can: (act: IncidentAct) => boolean
}

/** The menu of an incident for one who may see it. Throws a Refusal for the others. */
export async function getMenu(db: Reader, person: string, incident: number): Promise<Menu> {
  const [row] = await db.execute<{
    title: string
    status: Status
    outcome: Outcome | null
    afterwards: boolean
    sight: Sight
    asker: Asker | null
  }>(sql`
    select i.title, i.status, i.outcome, i.afterwards, ${sightOf(sql`i.id`, person)} as sight,
      (select jsonb_build_object('kind', p.kind, 'admin', ${administers(sql`p`)}, 'teamId', p.team_id)
        from people p where p.id = ${person}) as asker
    from incidents i where i.id = ${incident}`)
  const can = (act: IncidentAct) => row !== undefined && !objection(act, row.asker ?? undefined, row.sight)
  if (!row || !can('incident.read')) throw new Refusal(...notVisible)
  const { title, status, outcome, afterwards, sight } = row
  const isRestricted = sight.visibility === 'restricted'
  const isIn = sight.standing !== 'outside'
  return { incident, title, status, outcome, afterwards, isRestricted, isIn, can }
}
