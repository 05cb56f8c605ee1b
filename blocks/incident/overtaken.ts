import type { KnownBlock } from '@slack/types'
import type { Meanwhile } from '../../db/incident/overtaken.ts'
import { moment, person, section, words } from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'

/** What others changed while a form was open, on top of it; what was typed stays below. */
export function meanwhileBlocks(all: Meanwhile[]): KnownBlock[] {
  if (all.length === 0) return []
  return [
    ...all.flatMap(told),
    section('Nothing of yours is lost: it stands below. Submit it again to have it your way, or cancel.'),
  ]
}

function told({ field, now, by, at }: Meanwhile): KnownBlock[] {
  const who = by ? ` by ${person(by)}` : ''
  const when = at ? `, ${moment(at)}` : ''
  const head = `:warning: The ${field} was changed meanwhile${who}${when}`
  if (now === '') return [section(`${head}: it is empty now.`)]
  if (long.has(field)) return [section(`${head}. It reads now:`), words(now, 600)]
  return [section(`${head}. It is now: *${inert(shorten(oneLine(now), 300))}*`)]
}

const long: ReadonlySet<string> = new Set(['description', 'resolution'])
