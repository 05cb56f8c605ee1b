import { sql } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { participants, type Role, type Visibility } from '../schema/incidents.ts'
import { verb, type Work } from '../verb.ts'
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
  const { incident, commander, people } = await insert(work, { ...report, title }, reporter)
  work.also(
    work.tx.insert(participants).values(
      people.map((personId) => ({
        incidentId: incident,
        personId,
        role: roleOf(personId, commander, reporter),
        addedAt: work.now,
      })),
    ),
  )
  work.also(
    setTimer(work.tx, {
      kind: 'channel.late',
      subject: ['incident', incident],
      inSeconds: channelLateSeconds,
    }),
  )
  work.record({
    type: 'incident.reported',
    subject: ['incident', incident],
    data: {
      type: report.type,
      priority: report.priority,
      severity: report.severity,
      visibility: report.visibility,
      commander,
      participants: people,
      view: report.view,
    },
    words: { title, description: report.description.trim() },
  })
  return { incident }
})

interface Recorded {
  incident: number
  commander: string
  people: string[]
}

// Who leads and who is brought in is decided by the statement that inserts the incident.
async function insert({ tx, now }: Work, report: Report, reporter: string): Promise<Recorded> {
  const [row] = await tx.execute<{ id: number; commander: string; people: string[] | null }>(sql`
    with matching as (
      select * from rules where (cardinality(types) = 0 or ${report.type} = any(types))
        and (cardinality(priorities) = 0 or ${report.priority} = any(priorities))
    ), crew as (
      select
        coalesce((select m.commander from matching m left join people p on p.id = m.commander
          where m.commander is not null and coalesce(p.kind, 'member') = 'member'
          order by m.position limit 1), ${reporter}) as commander,
        (select array_agg(distinct one) from matching m, unnest(m.participants) one
          left join people p on p.id = one where coalesce(p.kind, 'member') not in ('deactivated', 'bot')) as people
      where 3 = (select count(*) from options where (kind, key) in
        (('type', ${report.type}), ('priority', ${report.priority}), ('severity', ${report.severity})))
    ), reported as (
      insert into incidents (title, description, type, priority, severity, visibility, source_url, reporter_id,
        commander_id, reported_at)
      select ${report.title}, ${report.description.trim()}, ${report.type}, ${report.priority}, ${report.severity},
        ${report.visibility}, ${report.sourceUrl}, ${reporter}, crew.commander, ${now.toISOString()}::timestamptz
      from crew returning id, commander_id
    )
    select reported.id, reported.commander_id as commander, crew.people from reported, crew`)
  if (!row)
    throw new Refusal(
      'option_unknown',
      'One of the choices is no longer offered. Please open the form again.',
      'type',
    )
  return {
    incident: row.id,
    commander: row.commander,
    people: [...new Set([row.commander, reporter, ...(row.people ?? [])])],
  }
}

function roleOf(person: string, commander: string, reporter: string): Role {
  if (person === commander) return 'commander'
  return person === reporter ? 'reporter' : 'participant'
}
