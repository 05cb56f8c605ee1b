import { sql } from 'drizzle-orm'
import { askFirst, type Call, sortOut, type Waiting } from '../people/calls.ts'
import { commander } from '../people/holders.ts'
import { type Ruled, ruled, ruledJson } from '../people/rules.ts'
import { Refusal } from '../refusal.ts'
import { assignments, participants, type Visibility, type Why } from '../schema/incidents.ts'
import { verb, type Work } from '../verb.ts'
import { setTimer } from '../work/timers.ts'

export interface Report {
  /** Any length; what exceeds a face of it is shown there in part, with the whole behind a link. */
  title: string
  description: string
  type: string
  priority: string
  severity: string
  tags?: string[]
  visibility: Visibility
  sourceUrl: string | null
  /** The id of the modal it was reported in, which then shows the channel. */
  view: string | null
}

/** How long the channel may take before the reporter is told: within 60 s, the message's own way included. */
export const channelLateSeconds = 45

/**
 * Records an incident: number, commander, roles and first participants are decided here, without a call to anyone.
 * The commander is the first matching rule's, if that person is still active; else the reporter.
 * Answers the number. Throws a Refusal for an empty title or an unknown choice.
 */
export const reportIncident = verb('incident.report', async (work, report: Report) => {
  if (work.actor.kind !== 'person') throw new Error('only a person reports an incident')
  const title = report.title.trim()
  if (title === '')
    throw new Refusal('title_empty', 'Please give it a title; a few words are enough.', 'title')
  const recorded = await insert(work, { ...report, title }, work.actor.id)
  const { incident } = recorded
  record(work, { ...report, title }, recorded)
  const inSeconds = channelLateSeconds
  work.also(setTimer(work.tx, { kind: 'channel.late', subject: ['incident', incident], inSeconds }))
  engage(work, recorded)
  return { incident }
})

interface Recorded {
  incident: number
  reporter: string
  commander: string
  /** Who holds the other roles. */
  holders: [role: string, person: string][]
  coming: Call[]
  waiting: Waiting[]
}

// Who leads and who is brought in is decided by the statement that inserts the incident.
async function insert({ tx, now }: Work, report: Report, reporter: string): Promise<Recorded> {
  const [row] = await tx.execute<{ id: number; commander: string } & Ruled>(sql`
    with ${ruled({
      type: sql`${report.type}`,
      priority: sql`${report.priority}`,
      severity: sql`${report.severity}`,
      tags: tagsOf(report),
    })}, reported as (
      insert into incidents (title, description, type, priority, severity, tags, visibility, source_url, reporter_id,
        commander_id, reported_at)
      select ${report.title}, ${report.description.trim()}, ${report.type}, ${report.priority}, ${report.severity},
        ${tagsOf(report)}, ${report.visibility}, ${report.sourceUrl}, ${reporter},
        coalesce((select person from holders where role = ${commander}), ${reporter}), ${now.toISOString()}::timestamptz
      where 3 = (select count(*) from options where (kind, key) in
        (('type', ${report.type}), ('priority', ${report.priority}), ('severity', ${report.severity})))
      returning id, commander_id
    )
    select reported.id, reported.commander_id as commander, ${ruledJson()} from reported`)
  if (!row)
    throw new Refusal(
      'option_unknown',
      'One of the choices is no longer offered. Please open the form again.',
      'type',
    )
  const holders = Object.entries(row.holders).filter(([role]) => role !== commander)
  const first = [row.commander, reporter, ...holders.map(([, person]) => person)]
  const named = first.map((person) => ({ person, observer: false, group: null }))
  return {
    incident: row.id,
    ...{ reporter, commander: row.commander, holders },
    ...sortOut([...named, ...row.calls]),
  }
}

function tagsOf({ tags = [] }: Report) {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(tags)}::text::jsonb))`
}

function record(work: Work, report: Report, { incident, commander: lead, coming }: Recorded): void {
  const { type, priority, severity, visibility, view, title, description } = report
  const participants = coming.map((one) => one.person)
  work.record({
    type: 'incident.reported',
    subject: ['incident', incident],
    data: { type, priority, severity, visibility, commander: lead, participants, view },
    words: { title, description: description.trim() },
  })
}

// Nobody waits for these: they travel with the facts.
function engage(work: Work, { incident, reporter, holders, coming, waiting }: Recorded): void {
  const { tx, now } = work
  const rows = coming.map((one) => ({
    incidentId: incident,
    personId: one.person,
    observer: one.observer,
    why: whyOf(one, reporter),
    addedAt: now,
  }))
  work.also(tx.insert(participants).values(rows))
  const held = holders.map(([role, personId]) => ({ incidentId: incident, role, personId, since: now }))
  if (held.length > 0) work.also(tx.insert(assignments).values(held))
  for (const { role, personId: person } of held)
    work.record({
      type: 'role.assigned',
      subject: ['incident', incident],
      data: { role, person, from: null, handover: null },
    })
  for (const one of waiting) askFirst(work, incident, one)
}

function whyOf({ person, group }: Call, reporter: string): Why {
  if (person === reporter) return 'reported'
  return group === null ? 'rule' : 'group'
}
