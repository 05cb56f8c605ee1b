import { sql } from 'drizzle-orm'
import { resumeRoles } from '../people/resume.ts'
import type { Outcome, Status } from '../schema/incidents.ts'
import { verb, type Work } from '../verb.ts'
import { lockIncidents, mustSayWhy, notAside } from './aside.ts'

interface Restore {
  incident: number
  why: string
}

/** Takes back that an incident was declined or merged: it is what it was before. People whom a merge brought along stay there. */
export const restoreIncident = verb('incident.restore', async (work, { incident, why }: Restore) => {
  const note = mustSayWhy(why)
  // What was recorded of it is read only once nobody else is changing it.
  await lockIncidents(work, [incident])
  const restored = await takeBack(work, incident)
  if (!restored) throw notAside(incident)
  const { from, into } = restored
  work.record({ type: 'incident.restored', subject: ['incident', incident], data: restored, words: { note } })
  await resumeRoles(work, incident)
  if (from === 'merged' && into !== null)
    work.record({ type: 'incident.parted', subject: ['incident', into], data: { other: incident } })
  return { incident }
})

interface Restored {
  to: Status
  from: Outcome
  into: number | null
}

async function takeBack({ tx }: Work, incident: number): Promise<Restored | undefined> {
  const [row] = await tx.execute<Restored & Record<string, unknown>>(sql`
    update incidents i set outcome = null, merged_into = null, closed_at = null, archive_at = null,
      status = coalesce((select f.data->>'from' from facts f
        where f.incident_id = ${incident} and f.type in ('incident.declined', 'incident.merged')
        order by f.happened_at desc, f.id desc limit 1), 'active')
    from (select id, outcome, merged_into from incidents where id = ${incident}) was
    where i.id = was.id and i.outcome is not null
    returning i.status as to, was.outcome as from, was.merged_into as into`)
  return row && { to: row.to, from: row.from, into: row.into }
}
