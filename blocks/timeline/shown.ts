import type { ContextBlock } from '@slack/types'
import type { Cursor } from '../../db/timeline/page.ts'
import { plain } from '../kit.ts'
import { metadata, readMetadata } from '../metadata.ts'
import { oneLine, shorten } from '../text.ts'
import { type Filter, isFilter } from './filters.ts'

/** What of a timeline somebody looks at. */
export interface Shown {
  incident: number
  filter: Filter
  order: 'oldest' | 'newest'
  /** The words that were searched for; they stand in the view itself, never in its metadata. */
  words: string
  from?: Cursor | undefined
  back: boolean
}

/** The longest words that are searched for. */
export const longestSearch = 100

/** The same from its first line on. */
export function firstPage(shown: Shown): Shown {
  return { ...shown, from: undefined, back: false }
}

export function searchOf(words: string): string {
  return shorten(oneLine(words), longestSearch)
}

export function shownMetadata(shown: Shown, more: Record<string, number> = {}): string {
  const { incident, filter, order, from, back } = shown
  return metadata({ ...more, incident, filter, order, back, from: from ? cursorText(from) : null })
}

/** Reads back what {@link shownMetadata} wrote; `words` are read from the view. */
export function readShown(text: string, words: string): Shown {
  const { incident, filter, order, back, from } = readMetadata(text)
  return {
    incident,
    filter: isFilter(filter) ? filter : 'all',
    order: order === 'oldest' ? 'oldest' : 'newest',
    words: searchOf(words),
    from: readCursor(from),
    back: back === true,
  }
}

export function cursorText({ at, rank, id }: Cursor): string {
  return `${at} ${rank} ${id}`
}

/** Reads a place in the timeline; nothing where it is none. */
export function readCursor(text: unknown): Cursor | undefined {
  const [, at, rank, id] = /^(\d{4}-\d\d-\d\dT[\d:.+-]+) ([01]) (\d{1,18})$/.exec(String(text)) ?? []
  return at === undefined || Number.isNaN(Date.parse(at))
    ? undefined
    : { at, rank: Number(rank), id: Number(id) }
}

/** Tells, above a form, what the list beneath it was searched for, so that it can be shown so again. */
export function searchedBlock(words: string): ContextBlock[] {
  if (words === '') return []
  return [{ type: 'context', block_id: 'searched', elements: [plain(words, longestSearch)] }]
}

export function readSearched(blocks: unknown): string {
  if (!Array.isArray(blocks)) return ''
  // Slack hands the blocks back as they were shown.
  const found = (blocks as { block_id?: string; elements?: { text?: unknown }[] }[]).find(
    (block) => block.block_id === 'searched',
  )
  const text = found?.elements?.[0]?.text
  return typeof text === 'string' ? text : ''
}
