import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { Field } from '../facts.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../verb.ts'
import { kinds, seenOf } from './change.ts'
import type { Update, Wish } from './update.ts'

/** What somebody else made of a field in the meantime. */
export interface Meanwhile {
  field: Field
  /** What stands there now, as people read it. */
  now: string
  by: string | null
  at: Date | null
}

/** Others changed some of the same fields since the person saw them; nothing of it was done. */
export class Overtaken extends Refusal {
  readonly meanwhile: Meanwhile[]

  constructor(meanwhile: Meanwhile[]) {
    const fields = meanwhile.map((one) => one.field).join(' and ')
    super('overtaken', `Somebody else changed the ${fields} in the meantime, so nothing was changed.`)
    this.meanwhile = meanwhile
  }
}

/** Says why a change that the guard did not let through is not possible. */
export async function refuseChange({ tx }: Work, { incident, wishes }: Update): Promise<never> {
  // An object has the names of its own fields.
  const wished = Object.entries(wishes) as [Field, Wish][]
  for (const [field, { to }] of wished) if (!(await isKnown(tx, field, to))) throw unknownChoice(field)
  const meanwhile = await Promise.all(
    wished.map(([field, wish]) => changedMeanwhile(tx, incident, field, wish)),
  )
  const overtaken = meanwhile.filter((one) => one !== undefined)
  if (overtaken.length > 0) throw new Overtaken(overtaken)
  throw new Refusal('not_reopened', notReopened(incident), 'status')
}

async function isKnown(db: Reader, field: Field, to: string): Promise<boolean> {
  if (field === 'status') return ['active', 'stable', 'closed'].includes(to)
  if (!kinds.has(field)) return true
  const rows = await db.execute(sql`select 1 from options where kind = ${field} and key = ${to}`)
  return rows.length > 0
}

function unknownChoice(field: Field): Refusal {
  return new Refusal('option_unknown', `This ${field} is no longer offered. Please choose another.`, field)
}

async function changedMeanwhile(
  db: Reader,
  incident: number,
  field: Field,
  { to, seen }: Wish,
): Promise<Meanwhile | undefined> {
  if (seen === undefined) return undefined
  const stands = sql.raw(field === 'tags' ? `array_to_string(was.tags, ', ')` : `was.${field}`)
  const [row] = await db.execute<{ now: string; by: string | null; at: string | null }>(sql`
    select coalesce((select o.name from options o where o.kind = ${field} and o.key = ${stands}), ${stands}) as now,
      f.actor_id as by, f.happened_at as at
    from incidents was left join lateral (
      select actor_id, happened_at from facts where incident_id = was.id
        and (data->'changes' @> ${JSON.stringify([{ field }])}::text::jsonb
          or (${field} = 'status' and type in ('incident.declined', 'incident.merged', 'incident.restored')))
      order by happened_at desc, id desc limit 1) f on true
    where was.id = ${incident} and ${seenOf(field)} <> ${seen} and ${stands} <> ${to}`)
  return row && { field, now: row.now, by: row.by, at: row.at === null ? null : new Date(row.at) }
}

const notReopened = (incident: number) =>
  `INC-${incident} was declined, merged into another, or written down when it was over, so its status stays. If declining or merging was a mistake, \`/dispatch restore INC-${incident}\` takes it back.`
