import { type Json, string } from '../json.ts'
import { refuse } from '../refusal.ts'

/** One page of what there is, and the cursor to the next. */
export function page<T>(
  all: readonly T[],
  args: Json,
  usual: number,
  most: number,
): { items: T[]; rest: Json } {
  const size = limitOf(args, usual, most)
  const from = args.cursor ? placeOf(string(args.cursor), all.length) : 0
  const end = from + size
  const next = end < all.length ? Buffer.from(`next:${end}`).toString('base64') : ''
  return { items: all.slice(from, end), rest: { response_metadata: { next_cursor: next } } }
}

export function limitOf(args: Json, usual: number, most: number): number {
  if (args.limit === undefined || args.limit === '' || Number(args.limit) === 0) return usual
  const limit = Number(args.limit)
  if (!Number.isInteger(limit) || limit < 0) refuse('invalid_limit')
  return Math.min(limit, most)
}

function placeOf(cursor: string, length: number): number {
  const [, place] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? []
  if (place === undefined || Number(place) > length) refuse('invalid_cursor')
  return Number(place)
}
