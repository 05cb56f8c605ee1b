import type { Entry, Line } from '../../../db/timeline/list.ts'
import { ana, reportedAt, source } from '../samples.ts'

/** A kept message. */
export function entryOf(more: Partial<Entry> = {}): Entry {
  const plain = { kind: 'message', author: ana, url: source, corrected: false, hidden: null } as const
  return { id: 12, text: 'failed over', ...plain, ...more }
}

export function lineOf(entry: Entry): Line {
  return { cursor: { at: '2026-03-01T12:34:56.000001+00:00', rank: 1, id: entry.id }, at: reportedAt, entry }
}
