/** The one gate through which people's text passes before it is shown. */

/** Drops what text must not carry anywhere: control characters, direction overrides, broken surrogates. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069\u200E\u200F\uFEFF]/gu, '')
    .trim()
}

/** The text on one line. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ')
}

/** At most `max` code points, or units of another measure, cut between what people see as characters; a cut one ends in "…". */
export function shorten(text: string, max: number, measure: (text: string) => number = lengthOf): string {
  if (measure(text) <= max) return text
  let kept = ''
  let length = 0
  for (const { segment } of graphemes.segment(text)) {
    // A pile of accents can be longer than all the room there is: then it is cut within.
    for (const part of measure(segment) > pile ? segment : [segment]) {
      length += measure(part)
      if (length > max - 1) return `${kept.trimEnd()}…`
      kept += part
    }
  }
  return kept
}

/** Length as Slack counts: in code points. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

/** Text for mrkdwn that neither pings, links nor formats. */
export function inert(text: string): string {
  return escapeSlack(clean(text))
    .replace(/[*_~`]/g, `$&${zeroWidthSpace}`)
    .replace(/:(?=[\w+-]+:)/g, `:${zeroWidthSpace}`)
}

/** `&`, `<` and `>` as Slack wants them, once. */
export function escapeSlack(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** What a person typed, from Slack's wire form: entities and `<@U1|ana>` become the characters that were meant. */
export function fromSlack(text: string): string {
  return text
    .replace(/<([@#!])([^|<>]*)(?:\|([^<>]*))?>/g, (_, sign: string, target: string, label?: string) => {
      if (target.startsWith('date^')) return label ?? ''
      const name = label ?? target.replace(/^subteam\^/, '')
      return /^[@#]/.test(name) ? name : `${sign === '#' ? '#' : '@'}${name}`
    })
    .replace(/<([a-z][\w+.-]*:[^|<>]*)(?:\|([^<>]*))?>/gi, (_, url: string, label?: string) => {
      const typed = url.replace(/^(https?:\/\/|mailto:|tel:)/, '')
      return label && label !== url && label !== typed ? `${label} (${url})` : (label ?? url)
    })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}

/** The longest character that is anybody's, in code points: families of emoji take some ten. */
const pile = 30
const zeroWidthSpace = '\u200B'
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
