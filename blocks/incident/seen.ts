import type { Field } from '../../db/facts.ts'
import type { Card } from '../../db/incident/card.ts'
import { limits } from '../kit.ts'
import { markOf } from '../mark.ts'
import { clean, oneLine, shorten } from '../text.ts'

/**
 * How an incident stood when a form was shown: keys as they are, of words a mark that tells them apart, and by
 * `…Shown` the mark of as much of them as the form shows.
 */
export type Seen = Record<Field, string> & Record<`${(typeof shownFields)[number]}Shown`, string>

const shownFields = ['title', 'description', 'resolution'] as const

export function seenOf(card: Card): Seen {
  return {
    status: card.status,
    severity: card.severity.key,
    priority: card.priority.key,
    type: card.type.key,
    title: markOf(card.title),
    description: markOf(card.description),
    resolution: markOf(card.resolution),
    tags: markOf(card.tags.join(', ')),
    titleShown: markOf(shorten(oneLine(card.title), limits.input)),
    descriptionShown: markOf(shorten(clean(card.description), limits.input)),
    resolutionShown: markOf(shorten(clean(card.resolution), limits.input)),
  }
}

/** What a form showed before, but for these fields, which others changed: those as they stand now. */
export function seenAgain(before: Seen, card: Card, overtaken: Field[]): Seen {
  const now = seenOf(card)
  const anew = Object.entries(now).filter(([name]) => overtaken.some((field) => field === name))
  return { ...before, ...Object.fromEntries(anew) }
}
