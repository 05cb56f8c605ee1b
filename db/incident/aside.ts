import { inArray, sql } from 'drizzle-orm'
import { findSetting } from '../configuration/questions.ts'
import type { Reader } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { incidents, type Outcome, type Status } from '../schema/incidents.ts'
import type { Work } from '../verb.ts'
import { setTimer } from '../work/timers.ts'

/** How an incident stands, as far as ending it goes. */
export interface Standing {
  id: number
  status: Status
  outcome: Outcome | null
  mergedInto: number | null
  visibility: 'open' | 'restricted'
}

/** Reads these incidents and keeps others from changing them until the transaction ends. */
export async function lockIncidents({ tx }: Work, ids: number[]): Promise<Standing[]> {
  return tx
    .select(standing)
    .from(incidents)
    .where(inArray(incidents.id, ids))
    .orderBy(incidents.id)
    .for('update')
}

/** Closes an open incident as one that does not count; answers how it stood, or nothing where that may not be. */
export async function setAside(
  work: Work,
  incident: number,
  outcome: Outcome,
  into: number | null = null,
): Promise<Status | undefined> {
  const days = (await findSetting(work.tx, 'archive_after_days')) ?? 7
  const at = sql`${work.now.toISOString()}::timestamptz`
  const [row] = await work.tx.execute<{ before: Status }>(sql`
    update incidents i set status = 'closed', outcome = ${outcome}, merged_into = ${into}, closed_at = ${at},
      archive_at = ${at} + ${days} * interval '1 day', next_update_at = null
    from (select * from incidents where id = ${incident} for update) was
    where i.id = was.id and was.status <> 'closed' and (${into}::int is null or exists (
      select 1 from incidents t where t.id = ${into} and t.id <> was.id and t.status <> 'closed'
        and (was.visibility = 'open' or t.visibility = 'restricted')))
    returning was.status as before`)
  if (row) work.also(archiveLater(work, incident, days))
  return row?.before
}

function archiveLater({ tx }: Work, incident: number, days: number): Promise<void> {
  return setTimer(tx, { kind: 'archive.due', subject: ['incident', incident], inSeconds: days * 24 * 3600 })
}

/** The words of why, which nothing is set aside or taken back without. */
export function mustSayWhy(why: string): string {
  const said = why.trim()
  if (said === '') throw new Refusal('why_missing', 'Please say in a sentence why.', 'why')
  return said
}

/** Throws a Refusal where the incident is over: for forms that are shown first. */
export async function mustBeOpen(db: Reader, incident: number): Promise<void> {
  const now = await findStanding(db, incident)
  if (now?.status === 'closed') throw notOpen(now)
}

/** Throws a Refusal where the incident was neither declined nor merged. */
export async function mustBeAside(db: Reader, incident: number): Promise<void> {
  const now = await findStanding(db, incident)
  if (now && now.outcome === null) throw notAside(incident)
}

async function findStanding(db: Reader, incident: number): Promise<Standing | undefined> {
  const [row] = await db
    .select(standing)
    .from(incidents)
    .where(inArray(incidents.id, [incident]))
  return row
}

const standing = {
  id: incidents.id,
  status: incidents.status,
  outcome: incidents.outcome,
  mergedInto: incidents.mergedInto,
  visibility: incidents.visibility,
}

export function notOpen({
  id,
  outcome,
  mergedInto,
}: Pick<Standing, 'id' | 'outcome' | 'mergedInto'>): Refusal {
  const back = `\`/dispatch restore INC-${id}\` takes that back.`
  if (outcome === 'declined')
    return new Refusal('declined_already', `INC-${id} was declined as a false alarm already. ${back}`)
  if (outcome === 'merged')
    return new Refusal('merged_already', `INC-${id} was merged into INC-${mergedInto} already. ${back}`)
  return new Refusal('closed_already', `INC-${id} is closed, so it can be neither declined nor merged.`)
}

export function notAside(incident: number): Refusal {
  return new Refusal(
    'not_aside',
    `INC-${incident} is neither declined nor merged, so there is nothing to take back.`,
  )
}
