import type { FactType } from '../../db/facts.ts'
import { toldTypes } from './sentences.ts'

/** What of a timeline is shown, by what people call it. */
export const filters = {
  all: 'Everything',
  kept: 'Kept messages and notes',
  changes: 'Changes',
  people: 'People and roles',
  hidden: 'Hidden entries',
} as const
export type Filter = keyof typeof filters

export function isFilter(text: unknown): text is Filter {
  return typeof text === 'string' && Object.hasOwn(filters, text)
}

/** The lines that a filter lets through, for the question that lists them. */
export function linesIn(filter: Filter): { types: FactType[]; entries: boolean; hidden: boolean } {
  return {
    types: toldTypes.filter((type) => has[filter](type)),
    entries: filter === 'all' || filter === 'kept' || filter === 'hidden',
    hidden: filter === 'hidden',
  }
}

const has: Record<Filter, (type: FactType) => boolean> = {
  all: () => true,
  kept: () => false,
  changes: (type) => /^(incident|times)\./.test(type),
  people: (type) => /^(participant|people|role|handover|engagement|access)\./.test(type),
  hidden: () => false,
}
