import { type SQL, sql } from 'drizzle-orm'
import type { FactType } from '../facts.ts'
import type { FactRow } from '../record.ts'

/** Which lines, and how many of them. */
export interface Page {
  /** The facts that are told. */
  types: FactType[]
  /** Whether kept messages and notes are among them. */
  entries: boolean
  /** Of the entries only those that were hidden. */
  hidden?: boolean
  /** What somebody wrote must have these words in it. */
  words?: string
  order: 'oldest' | 'newest'
  /** From here on, this line itself aside; the first page without it. */
  from?: Cursor | undefined
  /** The page that ends right before `from`, rather than the one that begins after it. */
  back?: boolean
  limit: number
}

/** The place of a line: moments are not unique, and facts and entries count apart. */
export interface Cursor {
  at: string
  rank: number
  id: number
}

/** A line as JSON. */
export interface Row extends Cursor {
  fact: FactRow | null
  entry: {
    kind: 'message' | 'note'
    author: string
    text: string
    channel: string | null
    ts: string | null
    thread: string | null
    corrected: boolean
    hidden: 'by people' | 'deleted' | null
  } | null
}

/** The lines of a page as one JSON array, and one line more where there are more; each side comes by its index on the incident and the moment. */
export function linesOf(incident: number, page: Page): SQL {
  const { entries: withEntries, types, limit } = page
  const facts = sql`select 0 as rank, f.id::bigint as id, f.happened_at as at,
      to_jsonb(f) - array['words_salt', 'words_hash'] as fact, null::jsonb as entry
    from facts f where f.incident_id = ${incident} and f.type in ${types}
      ${mentions(sql`exists (select 1 from jsonb_each_text(f.words) said where`, sql`said.value`, page, sql`)`)}
      ${beyond(sql`f.happened_at`, 0, sql`f.id`, page)}
    ${inOrder(sql`f.happened_at`, sql`f.id`, page)} limit ${limit + 1}`
  const entries = sql`select 1 as rank, e.id::bigint as id, e.happened_at as at, null::jsonb as fact,
      ${entryJson(incident)} as entry
    from entries e where e.incident_id = ${incident} and (e.kind = 'note' or e.keepers <> '{}')
      and (e.hidden_at is not null) = ${page.hidden ?? false}
      ${mentions(sql`(`, sql`e.text`, page, sql`)`)}
      ${beyond(sql`e.happened_at`, 1, sql`e.id`, page)}
    ${inOrder(sql`e.happened_at`, sql`e.id`, page)} limit ${limit + 1}`
  const sides = [...(types.length > 0 ? [facts] : []), ...(withEntries ? [entries] : [])]
  const all = sql.join(
    sides.map((side) => sql`(${side})`),
    sql` union all `,
  )
  const way = wayOf(page)
  return sql`(select coalesce(jsonb_agg(to_jsonb(line) order by at ${way}, rank ${way}, id ${way}), '[]')
    from (select * from (${all}) both_sides order by at ${way}, rank ${way}, id ${way} limit ${limit + 1}) line)`
}

function entryJson(incident: number): SQL {
  return sql`jsonb_build_object('kind', e.kind, 'author', e.author_id, 'text', e.text,
    'channel', e.channel_id, 'ts', e.ts, 'thread', e.thread_ts,
    'corrected', e.id::text in (
      select f.data->>'entry' from facts f where f.incident_id = ${incident} and f.type = 'entry.corrected'),
    'hidden', case when e.hidden_at is null then null when e.hidden_by is null then 'deleted' else 'by people' end)`
}

function mentions(before: SQL, text: SQL, { words }: Page, after: SQL): SQL {
  return words ? sql`and ${before} strpos(lower(${text}), lower(${words})) > 0 ${after}` : sql``
}

// The moment alone first, since an index can be entered by it.
function beyond(at: SQL, rank: number, id: SQL, page: Page): SQL {
  const { from } = page
  if (!from) return sql``
  const sign = isUp(page) ? sql.raw('>') : sql.raw('<')
  return sql`and ${at} ${sign}= ${from.at}::timestamptz
    and (${at}, ${rank}::int, ${id}::bigint) ${sign} (${from.at}::timestamptz, ${from.rank}::int, ${from.id}::bigint)`
}

function inOrder(at: SQL, id: SQL, page: Page): SQL {
  return sql`order by ${at} ${wayOf(page)}, ${id} ${wayOf(page)}`
}

function wayOf(page: Page): SQL {
  return sql.raw(isUp(page) ? 'asc' : 'desc')
}

function isUp({ order, back = false }: Page): boolean {
  return (order === 'oldest') !== back
}
