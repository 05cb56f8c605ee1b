import type { Mrkdwn } from '../kit.ts'
import { channel, link, person } from '../kit.ts'
import { escapeSlack, inert, lengthOf, oneLine, shorten } from '../text.ts'
import type { Part } from './parts.ts'

/** The parts of a sentence as mrkdwn; people's words are inert, and each of them is at most `max` long as it is shown. */
export function inMrkdwn(parts: Part[], max: number): Mrkdwn {
  return parts.map((part) => one(part, max)).join('')
}

function one(part: Part, max: number): Mrkdwn {
  switch (part.kind) {
    case 'text':
      return escapeSlack(part.text)
    case 'quoted':
      return `“${escaped(oneLine(part.text), max)}”`
    case 'person':
      return person(part.id)
    case 'channel':
      return channel(part.id)
    case 'link':
      return link(part.url, part.text)
  }
}

/** People's words, cut to what takes `max` characters once nothing in them is live. */
export function escaped(text: string, max: number): Mrkdwn {
  return inert(shorten(text, max, (some) => lengthOf(inert(some))))
}
