import { sql } from 'drizzle-orm'
import type { Tx } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { incidents, participants, type Role, type Visibility } from '../schema/incidents.ts'
import { verb } from '../verb.ts'
import { setTimer } from '../work/timers.ts'

export interface Report {
  /** Any length; what exceeds a face of it is shown there in part, with the whole behind a link. */
  title: string
  description: string
  type: string
  priority: string
  severity: string
  visibility: Visibility
  sourceUrl: string | null
  /** The id of the modal it was reported in, which then shows the channel. */
  view: string | null
}

/** How long the channel may take before the reporter is told: within 60 s, the message's own way included. */
export const channelLateSeconds = 45

/**
 * Records an incident: number, commander and first participants are decided here, without a call to anyone.
 * The commander is the first matching rule's, if that person is still active; else the reporter.
 * Answers the number. Throws a Refusal for an empty title or an unknown choice.
 */
export const reportIncident = verb('incident.report', async (work, report: Report) => {
  if (work.actor.kind !== 'person') throw new Error('only a person reports an incident')
  const reporter = work.actor.id
  const title = report.title.trim()
  if (title === '')
    throw new Refusal('title_empty', 'Please give it a title; a few words are enough.', 'title')
  const crew = await chooseCrew(work.tx, report, reporter)
  const [incident] = await work.tx
    .insert(incidents)
    .values({
      title,
      description: report.description.trim(),
      type: report.type,
      priority: report.priority,
      severity: report.severity,
      visibility: report.visibility,
      sourceUrl: report.sourceUrl,
      reporterId: reporter,
      commanderId: crew.commander,
      reportedAt: work.now,
    })
    .returning({ id: incidents.id })
  if (!incident) throw new Error('the incident was not inserted')
  const joined = work.tx.insert(participants).values(
    crew.people.map((personId) => ({
      incidentId: incident.id,
      personId,
      role: roleOf(personId, crew.commander, reporter),
      addedAt: work.now,
    })),
  )
  const timer = setTimer(work.tx, {
    kind: 'channel.late',
    subject: ['incident', incident.id],
    inSeconds: channelLateSeconds,
  })
  // Sent together, they travel in one round trip.
  await Promise.all([joined, timer])
  work.record({
    type: 'incident.reported',
    subject: ['incident', incident.id],
    data: {
      type: report.type,
      priority: report.priority,
      severity: report.severity,
      visibility: report.visibility,
      commander: crew.commander,
      participants: crew.people,
      view: report.view,
    },
    words: { title, description: report.description.trim() },
  })
  return { incident: incident.id }
})

interface Crew {
  commander: string
  people: string[]
}

async function chooseCrew(tx: Tx, report: Report, reporter: string): Promise<Crew> {
  const [row] = await tx.execute<{ known: number; commander: string | null; people: string[] | null }>(sql`
    with matching as (
      select * from rules where (cardinality(types) = 0 or ${report.type} = any(types))
        and (cardinality(priorities) = 0 or ${report.priority} = any(priorities))
    )
    select
      (select count(*)::int from options where (kind, key) in
        (('type', ${report.type}), ('priority', ${report.priority}), ('severity', ${report.severity}))) as known,
      (select m.commander from matching m left join people p on p.id = m.commander
        where m.commander is not null and coalesce(p.kind, 'member') = 'member'
        order by m.position limit 1) as commander,
      (select array_agg(distinct one) from matching m, unnest(m.participants) one
        left join people p on p.id = one where coalesce(p.kind, 'member') not in ('deactivated', 'bot')) as people`)
  if (row?.known !== 3)
    throw new Refusal(
      'option_unknown',
      'One of the choices is no longer offered. Please open the form again.',
      'type',
    )
  const commander = row.commander ?? reporter
  return { commander, people: [...new Set([commander, reporter, ...(row.people ?? [])])] }
}

function roleOf(person: string, commander: string, reporter: string): Role {
  if (person === commander) return 'commander'
  return person === reporter ? 'reporter' : 'participant'
}
