import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { visibleTo } from '../incident/visible.ts'
import { incidents } from '../schema/incidents.ts'
import { listRows, type Row } from './row.ts'

export const lists = ['open', 'closed', 'mine', 'all'] as const
export type Which = (typeof lists)[number]

export interface Wanted {
  which: Which
  /** Words of the title, or a tag; none is all. */
  words: string
  /** From 0. */
  page: number
}

export interface Page {
  rows: Row[]
  hasMore: boolean
}

export const pageLength = 10

/** A page of the incidents that the viewer may see, the newest first. */
export async function listIncidents(
  db: Reader,
  viewer: string,
  { which, words, page }: Wanted,
): Promise<Page> {
  const rows = await listRows(
    db,
    sql`where ${visibleTo(viewer)} and ${conditions[which](viewer)} and ${matching(words)}
      order by ${incidents.reportedAt} desc, ${incidents.id} desc
      limit ${pageLength + 1} offset ${page * pageLength}`,
    which === 'mine' ? viewer : undefined,
  )
  return { rows: rows.slice(0, pageLength), hasMore: rows.length > pageLength }
}

const conditions: Record<Wanted['which'], (viewer: string) => SQL> = {
  open: () => sql`${incidents.status} <> 'closed'`,
  closed: () => sql`${incidents.status} = 'closed'`,
  all: () => sql`true`,
  mine: (viewer) => sql`${incidents.id} in (
    select incident_id from participants where person_id = ${viewer} and left_at is null
    union select id from incidents where commander_id = ${viewer} and status <> 'closed')`,
}

function matching(words: string): SQL {
  // As it is typed: PostgreSQL takes no NUL.
  const sought = words.replaceAll('\u0000', '').trim().slice(0, 300)
  if (sought === '') return sql`true`
  const [, digits] = /^(?:inc-|#)?(\d{1,9})$/i.exec(sought) ?? []
  const number = digits === undefined ? sql`false` : sql`${incidents.id} = ${Number(digits)}`
  const pattern = `%${sought.replace(/[\\%_]/g, '\\$&')}%`
  return sql`(${number} or ${incidents.title} ilike ${pattern} or ${sought.toLowerCase()} = any(${incidents.tags}))`
}
