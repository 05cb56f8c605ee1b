import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { isNudgeKind, kinds, type NudgeKind } from './kinds.ts'

/** What a person was reminded of, as far as its faces tell. */
export interface Nudge {
  nudge: number
  incident: number
  title: string
  kind: NudgeKind
  /** What it is about, and for what is so since a second, when that was. */
  about: string
  /** How often it was said, and how often it may be. */
  said: number
  cap: number
  dueAt: Date
  snoozed: boolean
  ended: boolean
  endedBy: string | null
  /** When somebody last told how it stands; at first, when it was reported. */
  toldAt: Date
  /** The role that is to be handed over. */
  role: string | null
}

/** One nudge. Throws where there is none of this id, or one of a kind that this process does not know. */
export async function getNudge(db: Reader, id: number): Promise<Nudge> {
  const [row] = await db.execute<Row>(sql`
    select n.id, n.incident_id, i.title, n.kind, n.about, n.said, n.due_at, n.snoozed, n.ended_at, n.ended_by,
      coalesce(i.told_at, i.reported_at) as told_at,
      (select coalesce(o.name, h.role) from handovers h left join options o on o.kind = 'role' and o.key = h.role
        where n.kind = 'handover.open' and h.id::text = n.about) as role
    from nudges n join incidents i on i.id = n.incident_id where n.id = ${id}`)
  if (!row || !isNudgeKind(row.kind)) throw new Error(`there is no nudge ${id}`)
  const { id: nudge, incident_id: incident, title, kind, about, said, snoozed, role } = row
  return {
    ...{ nudge, incident, title, kind, about, said, snoozed, role },
    cap: kinds[kind].cap,
    dueAt: new Date(row.due_at),
    ended: row.ended_at !== null,
    endedBy: row.ended_by,
    toldAt: new Date(row.told_at),
  }
}

type Row = {
  id: number
  incident_id: number
  title: string
  kind: string
  about: string
  said: number
  due_at: string
  snoozed: boolean
  ended_at: string | null
  ended_by: string | null
  told_at: string
  role: string | null
}

/** A message in which a person was reminded, the nth of its nudge. */
export interface NudgePost {
  nudge: number
  nth: number
}

/** The messages of an incident's nudges that may show what is not true any more. */
export async function listOldPosts(db: Reader, incident: number): Promise<NudgePost[]> {
  return [
    ...(await db.execute<NudgePost & Record<string, unknown>>(sql`
    select p.nudge_id as nudge, p.nth from nudges n join nudge_posts p on p.nudge_id = n.id
    where n.incident_id = ${incident} and p.open and (n.ended_at is not null or n.snoozed or p.nth < n.said)
    order by p.nudge_id, p.nth`)),
  ]
}

/** Where a message stands, and whom it was said to, where not to all in the incident's channel; or nothing. */
export async function findNudgePost(
  db: Reader,
  { nudge, nth }: NudgePost,
): Promise<{ channel: string; ts: string; person: string | null } | undefined> {
  const [row] = await db.execute<{ channel: string; ts: string; person: string | null }>(sql`
    select p.channel, p.ts, (select f.data->>'person' from facts f where f.incident_id = n.incident_id
      and f.type = 'nudge.due' and f.data->>'nudge' = p.nudge_id::text and f.data->>'nth' = p.nth::text) as person
    from nudge_posts p join nudges n on n.id = p.nudge_id where p.nudge_id = ${nudge} and p.nth = ${nth}`)
  return row
}
