import { expect, it } from 'vitest'
import {
  readCursor,
  readSearched,
  readShown,
  searchedBlock,
  shownMetadata,
} from '../../../blocks/timeline/shown.ts'

const from = { at: '2026-03-01T12:34:56.000001+00:00', rank: 1, id: 7 }
const shown = { incident: 7, filter: 'kept', order: 'oldest', words: 'the words', from, back: true } as const

it('what is shown comes back from the view, its words from the view alone', () => {
  const kept = shownMetadata(shown)
  expect(kept).not.toContain('words')
  expect(readShown(kept, readSearched(searchedBlock(shown.words)))).toEqual(shown)
})

it('what was tampered with is shown from its beginning', () => {
  const bent = JSON.stringify({ incident: 7, filter: 'constructor', order: 'x', from: "'; drop", back: 1 })
  const first = { incident: 7, filter: 'all', order: 'newest', words: '', from: undefined, back: false }
  expect(readShown(bent, readSearched([{ block_id: 'searched' }]))).toEqual(first)
  expect(readSearched(undefined)).toBe('')
  expect(readCursor('2026-03-01T12:34:56+00:00 2 7')).toBeUndefined()
})
