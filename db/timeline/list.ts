import { type SQL, sql } from 'drizzle-orm'
import { type Asker, notVisible, objection, type Sight } from '../acts.ts'
import { messageUrl } from '../configuration/links.ts'
import type { Reader } from '../database.ts'
import type { Fact } from '../facts.ts'
import { sightOf } from '../incident/sight.ts'
import { administers } from '../people/administrators.ts'
import { factOf } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { type Cursor, linesOf, type Page, type Row } from './page.ts'

/** What stands on a timeline: a fact, or what somebody put there. */
export type Line = { cursor: Cursor; at: Date } & ({ fact: Fact } | { entry: Entry })

export interface Entry {
  id: number
  kind: 'message' | 'note'
  author: string
  text: string
  /** Where the message stands in Slack. */
  url: string | null
  corrected: boolean
  hidden: 'by people' | 'deleted' | null
}

export interface Timeline {
  /** In the order that was asked for. */
  lines: Line[]
  /** Whether there are more after the last line, and before the first. */
  more: { after: boolean; before: boolean }
  hidden: number
  can: { correct: boolean; hide: boolean }
}

/**
 * A page of an incident's timeline, in one statement, with what the viewer may do about it. Throws a Refusal for those
 * who may not see the incident, and, of hidden entries, for those who may not show them again.
 */
export async function listTimeline(
  db: Reader,
  viewer: string,
  incident: number,
  page: Page,
): Promise<Timeline> {
  const read = await readPage(db, incident, page, viewer)
  const why = objection('incident.read', read.asker, read.sight)
  if (why) throw new Refusal(...why)
  const may = (act: 'entry.correct' | 'entry.hide') => objection(act, read.asker, read.sight)
  const kept = page.hidden ? may('entry.hide') : undefined
  if (kept) throw new Refusal(...kept)
  return { ...read.timeline, can: { correct: !may('entry.correct'), hide: !may('entry.hide') } }
}

/** The same for the app itself: it hides nothing of the incident, and may do nothing. Throws where there is none. */
export async function getTimeline(db: Reader, incident: number, page: Page): Promise<Timeline> {
  const { sight, timeline } = await readPage(db, incident, page, '')
  if (!sight) throw new Refusal(...notVisible)
  return timeline
}

interface Read {
  asker: Asker | undefined
  sight: Sight | null
  timeline: Timeline
}

async function readPage(db: Reader, incident: number, page: Page, viewer: string): Promise<Read> {
  const [row] = await db.execute<Answer>(question(incident, page, viewer))
  if (!row) throw new Error('the database gave no timeline')
  const found = row.lines.slice(0, page.limit)
  const isMore = row.lines.length > page.limit
  const lines = (page.back ? found.toReversed() : found).map((one) => lineOf(one, row.url))
  const more = page.back
    ? { after: true, before: isMore }
    : { after: isMore, before: page.from !== undefined }
  return {
    asker: row.kind ? { kind: row.kind, admin: row.admin, teamId: row.team_id } : undefined,
    sight: row.sight,
    timeline: { lines, more, hidden: row.hidden, can: { correct: false, hide: false } },
  }
}

type Answer = {
  kind: Asker['kind'] | null
  admin: boolean
  team_id: string
  sight: Sight | null
  url: string | null
  hidden: number
  lines: Row[]
}

function question(incident: number, page: Page, viewer: string): SQL {
  return sql`
    select p.kind, ${administers(sql`p`)} as admin, p.team_id,
      ${sightOf(sql`${incident}::bigint`, viewer)} as sight,
      (select value->>'url' from settings where key = 'workspace') as url,
      (select count(*)::int from entries e where e.incident_id = ${incident} and e.hidden_at is not null
        and (e.kind = 'note' or e.keepers <> '{}')) as hidden,
      ${linesOf(incident, page)} as lines
    from (select 1) one left join people p on p.id = ${viewer}`
}

function lineOf(row: Row, workspaceUrl: string | null): Line {
  const place = { cursor: { at: row.at, rank: row.rank, id: row.id }, at: new Date(row.at) }
  if (row.fact) return { ...place, fact: factOf(row.fact) }
  if (!row.entry) throw new Error('a line of the timeline is neither fact nor entry')
  const { channel, ts, thread, ...entry } = row.entry
  const url = channel && ts && workspaceUrl ? messageUrl({ url: workspaceUrl }, channel, ts, thread) : null
  return { ...place, entry: { id: row.id, ...entry, url } }
}
