import { type SQL, sql } from 'drizzle-orm'
import { planNudges } from '../../../db/nudges/plan.ts'
import { type Verb, verb } from '../../../db/verb.ts'
import { fireTimers } from '../../../db/work/timers.ts'
import { app, type Ground } from '../ground.ts'

/** What was said, the oldest first: of which kind, to whom, for which time. */
export async function saidIn(
  ground: Ground,
  incident?: number,
): Promise<[kind: unknown, person: unknown, nth: unknown, late: unknown][]> {
  const facts = await ground.facts('nudge.due')
  return facts
    .filter((one) => incident === undefined || one.incident_id === incident)
    .map(({ data }) => [data.kind, data.person, data.nth, data.late])
}

/** Changes an incident as a verb does that has the clock look at its nudges, and lets the clock look. */
export async function change(ground: Ground, incident: number, set: SQL): Promise<void> {
  const change: Verb<undefined, void> = verb('channel.follow', async (work) => {
    await work.tx.execute(sql`update incidents set ${set} where id = ${incident}`)
    planNudges(work, incident)
  })
  await change(ground.db, app, undefined)
  await fireTimers(ground.db)
}

/** So many minutes pass, and whatever is due then comes. */
export async function pass(ground: Ground, minutes: number): Promise<void> {
  await wind(ground, minutes)
  await fireTimers(ground.db)
}

export async function wind({ db }: Ground, minutes: number): Promise<void> {
  await db.execute(sql`update clock set ahead_ms = ahead_ms + ${Math.round(minutes * 60_000)}::bigint`)
}

/** The app's time is this from now on. */
export async function windTo({ db }: Ground, at: string): Promise<void> {
  await db.execute(
    sql`update clock set ahead_ms = extract(epoch from ${at}::timestamptz - clock_timestamp()) * 1000`,
  )
}

export async function nudgeOf({ rows }: Ground, incident: number, kind: string): Promise<number> {
  const [row] = await rows<{ id: number }>(
    sql`select id from nudges where incident_id = ${incident} and kind = ${kind} order by id desc limit 1`,
  )
  if (!row) throw new Error(`INC-${incident} has no ${kind}`)
  return row.id
}
