import { addedMessage, keptMessage } from '../../../blocks/timeline/entry.ts'
import { addView, correctView } from '../../../blocks/timeline/form.ts'
import { timelineView } from '../../../blocks/timeline/list.ts'
import { searchOf } from '../../../blocks/timeline/shown.ts'
import type { Fact } from '../../../db/facts.ts'
import { factOf, factTypes, manyInvited } from '../facts.ts'
import type { Face } from '../inspect.ts'
import { ana, reportedAt } from '../samples.ts'
import { entryOf, lineOf } from '../timeline/samples.ts'

/** The timeline, with these words wherever there is a place for them. */
export function timelineFacesWith(words: string): Record<string, Face> {
  return {
    ...timelineFaces(words),
  }
}

/** The same without anybody's words. */
export const plainTimelineFaces: Record<string, Face> = {
  'a message that was kept': keptMessage(7, { entry: 2_147_483_647, hidden: false }),
  'a message that was kept, and is hidden': keptMessage(7, { entry: 2_147_483_647, hidden: true }),
  'a timeline with nothing in it': timelineView(
    { incident: 2_147_483_647, filter: 'hidden', order: 'oldest', words: '', back: false },
    { lines: [], more: { after: false, before: false }, hidden: 0, can: { correct: false, hide: false } },
  ),
  'a timeline of all there is': timelineView(
    { incident: 7, filter: 'all', order: 'oldest', words: '', back: false },
    {
      lines: factTypes.map((type) => told(factOf(type, { kind: 'person', id: ana }))),
      ...{ more: { after: false, before: false }, hidden: 0, can: { correct: false, hide: false } },
    },
  ),
  'a timeline with three hundred who were invited': timelineView(
    { incident: 7, filter: 'all', order: 'oldest', words: '', back: false },
    {
      lines: [told(manyInvited())],
      ...{ more: { after: false, before: false }, hidden: 0, can: { correct: false, hide: false } },
    },
  ),
  'a timeline with what was deleted': timelineView(
    { incident: 7, filter: 'all', order: 'oldest', words: '', back: false },
    {
      lines: [lineOf(entryOf({ hidden: 'deleted', text: '', author: 'B0HOOK', url: null }))],
      more: { after: false, before: false },
      hidden: 1,
      can: { correct: false, hide: false },
    },
  ),
}

function told(fact: Fact) {
  return { cursor: { at: '', rank: 0, id: 1 }, at: reportedAt, fact }
}

function timelineFaces(words: string): Record<string, Face> {
  const shown = { incident: 7, filter: 'all', order: 'newest', words: searchOf(words), back: false } as const
  const told = { ...factOf('incident.updated', { kind: 'person', id: ana }), words: { note: words } }
  const fact = { cursor: { at: '', rank: 0, id: 1 }, at: reportedAt, fact: told }
  const timeline = {
    lines: [fact, lineOf(entryOf({ text: words, corrected: true }))],
    more: { after: true, before: true },
    hidden: 2,
    can: { correct: true, hide: true },
  }
  const entry = { entry: 1, incident: 7, text: words, at: reportedAt, version: 3 }
  return {
    'the timeline': timelineView(shown, timeline),
    'the form of a new entry': addView(7, words, reportedAt),
    'the form that corrects one': correctView(entry, shown),
    'an event that was added': addedMessage(7, words, reportedAt),
  }
}
