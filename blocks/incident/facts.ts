import type { Card, Resource } from '../../db/incident/card.ts'
import { link, type Mrkdwn, moment, person, somebody } from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'

/** Links to what the incident has elsewhere. */
export function linksOf(card: Card): Mrkdwn[] {
  const source = card.sourceUrl
    ? [`:speech_balloon: ${link(card.sourceUrl, 'Message it was reported from')}`]
    : []
  return [...card.resources.flatMap(linkTo), ...source]
}

function linkTo({ kind, url, name, lost }: Resource): Mrkdwn[] {
  if (!url || lost) return []
  if (kind === 'ticket') return [`:ticket: ${link(url, name)}`]
  if (kind === 'summary') return [`:scroll: ${link(url, 'Summary')}`]
  if (kind === 'canvas' || kind === 'document') return [`:page_facing_up: ${link(url, 'Document')}`]
  return []
}

/** How many tags one line names. */
const mostTags = 10

export function tagsOf({ tags }: Card): Mrkdwn {
  if (tags.length === 0) return ''
  const more = tags.length > mostTags ? ` and ${tags.length - mostTags} more` : ''
  const shown = tags.slice(0, mostTags).map((tag) => inert(shorten(oneLine(tag), 40)))
  return `:label: ${shown.join(', ')}${more}`
}

/** What was told last, how long ago, and when the next telling is due. */
export function lastUpdate({ lastUpdate: last, nextUpdateAt: next }: Card): Mrkdwn[] {
  const told = last
    ? [
        `:speech_balloon: Last update ${moment(last.at)} by ${somebody(last.by)}: ${inert(shorten(oneLine(last.text), 200))}`,
      ]
    : []
  return next ? [...told, `:alarm_clock: Next update ${moment(next)}`] : told
}

export function peopleIn(card: Card): Mrkdwn {
  const refused = card.people.filter((one) => one.refused)
  const count = card.people.length - refused.length
  const line = `:busts_in_silhouette: ${count} ${count === 1 ? 'person' : 'people'} in`
  if (refused.length === 0) return line
  const named = refused.slice(0, mostNamed).map((one) => person(one.id))
  const more = refused.length > mostNamed ? ` and ${refused.length - mostNamed} more` : ''
  return `${line} · Slack would not invite ${named.join(', ')}${more}`
}

/** How many people one line names; hundreds would be more than Slack takes. */
const mostNamed = 20
