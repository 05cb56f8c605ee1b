import { type SQL, sql } from 'drizzle-orm'
import { type Field, fields } from '../facts.ts'
import type { Work } from '../verb.ts'
import type { Update, Wish } from './update.ts'

/** What stood before a change, field by field, and what came of it. */
export type Kept = Record<Field, string> & {
  /** It is less severe than it was. */
  lowered: boolean
  archiveAt: Date | null
}

/**
 * Changes what is wished, if nobody else changed one of these fields to something else since it was seen; answers how
 * it stood before, or nothing where it may not be changed so.
 */
export async function changeFields({ tx, now }: Work, asked: Update): Promise<Kept | undefined> {
  const { incident, wishes, note, nextUpdateMinutes: next } = asked
  const to = (field: Field) => sql`${wishes[field]?.to ?? null}::text`
  const status = sql`coalesce(${to('status')}, was.status)`
  const at = sql`${now.toISOString()}::timestamptz`
  const [row] = await tx.execute<Row>(sql`
    update incidents i set
      title = coalesce(${to('title')}, was.title), description = coalesce(${to('description')}, was.description),
      resolution = coalesce(${to('resolution')}, was.resolution), type = coalesce(${to('type')}, was.type),
      priority = coalesce(${to('priority')}, was.priority), severity = coalesce(${to('severity')}, was.severity),
      tags = coalesce(string_to_array(${to('tags')}, ', '), was.tags), status = ${status},
      stable_at = case ${status} when was.status then was.stable_at when 'active' then null
        when 'stable' then coalesce(was.stable_at, ${at}) else was.stable_at end,
      closed_at = case ${status} when was.status then was.closed_at when 'closed' then ${at} end,
      archive_at = case ${status} when was.status then was.archive_at
        when 'closed' then ${at} + ${archiveAfter} end,
      told_at = case when ${note} = '' then was.told_at else ${at} end,
      next_update_at = ${nextUpdate(status, at, note, next)}
    from (select * from incidents where id = ${incident} for update) was
    where i.id = was.id and ${allowed(wishes)}
    returning was.title, was.description, was.resolution, array_to_string(was.tags, ', ') as tags, was.type,
      was.priority, was.severity, was.status, i.archive_at,
      coalesce((select a.position > b.position from options a, options b where a.kind = 'severity'
        and b.kind = 'severity' and a.key = i.severity and b.key = was.severity), false) as lowered`)
  return row && { ...row, archiveAt: row.archive_at === null ? null : new Date(row.archive_at) }
}

type Row = Record<Field, string> & { lowered: boolean; archive_at: string | null }

/** What stands in a field: the key itself, and of words a mark that tells whether they are the same. */
export function seenOf(field: Field): SQL {
  const words = sql.raw(field === 'tags' ? `array_to_string(was.tags, ', ')` : `was.${field}`)
  if (kinds.has(field) || field === 'status') return words
  return sql`left(encode(sha256(convert_to(${words}, 'UTF8')), 'hex'), 12)`
}

/** Fields that are chosen from what is configured. */
export const kinds: ReadonlySet<Field> = new Set(['type', 'priority', 'severity'])

const archiveAfter = sql`
  coalesce((select value::text::int from settings where key = 'archive_after_days'), 7) * interval '1 day'`

// Who tells sooner than promised leaves the promise; one that is over is kept by telling.
function nextUpdate(status: SQL, at: SQL, note: string, next: Update['nextUpdateMinutes']): SQL {
  const promised =
    next === undefined
      ? sql`case when ${note} <> '' and was.next_update_at <= ${at} then null else was.next_update_at end`
      : sql`${at} + ${next}::int * interval '1 minute'`
  return sql`case when ${status} = 'closed' then null else ${promised} end`
}

function allowed(wishes: Update['wishes']): SQL {
  const wished = fields.flatMap((field) => (wishes[field] ? [{ field, wish: wishes[field] }] : []))
  const conditions = wished.flatMap(({ field, wish }) => [isOffered(field, wish), isAsSeen(field, wish)])
  return sql.join([sql`true`, ...conditions], sql` and `)
}

function isOffered(field: Field, { to }: Wish): SQL {
  if (kinds.has(field)) return sql`exists (select 1 from options o where o.kind = ${field} and o.key = ${to})`
  if (field !== 'status') return sql`true`
  return sql`${to} in ('active', 'stable', 'closed')
    and was.outcome is null and (was.status = ${to} or not was.afterwards)`
}

function isAsSeen(field: Field, { to, seen }: Wish): SQL {
  if (seen === undefined) return sql`true`
  const stands = field === 'tags' ? sql`array_to_string(was.tags, ', ')` : sql.raw(`was.${field}`)
  return sql`(${seenOf(field)} = ${seen} or ${stands} = ${to})`
}
