import type { KnownBlock, ModalView } from '@slack/types'
import type { Card } from '../../db/incident/card.ts'
import {
  actions,
  button,
  context,
  fields,
  header,
  incidentName,
  label,
  type Message,
  type Mrkdwn,
  moment,
  person,
  section,
  somebody,
  words,
} from '../kit.ts'
import { inert, lengthOf, oneLine, shorten } from '../text.ts'
import { lastUpdate, linksOf, peopleIn, tagsOf } from './facts.ts'
import { progress } from './progress.ts'

/** Where the title is cut for the header; the whole then stands right below. */
const headline = 120
/** A summary is a glance; the rest is behind a button. */
const summary = 300

/** The pinned card of an incident's channel. */
export function brief(card: Card): Message {
  const title = oneLine(card.title)
  const links = linksOf(card)
  const blocks: KnownBlock[] = [
    header(`${card.severity.mark} ${incidentName(card.id)} ${shorten(title, headline)}`),
    ...(lengthOf(title) > headline ? [words(title, 3000)] : []),
    fields([
      `*Status*\n${stateOf(card)}`,
      `*Severity*\n${named(card.severity)}`,
      `*Priority*\n${named(card.priority)}`,
      `*Type*\n${named(card.type)}`,
      `*Commander*\n${somebody(card.commanderId)}`,
      `*Reported*\n${moment(card.reportedAt)} by ${person(card.reporterId)}`,
      ...(card.closedAt ? [`*Closed*\n${moment(card.closedAt)}`] : []),
    ]),
    ...(glanceAt(card) === '' ? [] : [words(glanceAt(card), summary)]),
    ...(links.length > 0 ? [section(links.join('   '))] : []),
    ...progress(card.progress),
    context(...[...lastUpdate(card), peopleIn(card), tagsOf(card)].filter((line) => line !== '')),
    actions('brief', buttons(card)),
  ]
  return {
    text: inert(`${incidentName(card.id)} ${shorten(title, headline)}: ${plainState(card)}`),
    blocks,
  }
}

export const status = {
  active: ':red_circle: Active',
  stable: ':large_yellow_circle: Stable',
  closed: ':white_circle: Closed',
} as const

interface State extends Pick<Card, 'status' | 'outcome'> {
  mergedInto?: number | null
}

/** How it stands: of one that does not count, why. */
export function stateOf(now: State): Mrkdwn {
  const { outcome } = now
  if (outcome === 'declined') return ':heavy_minus_sign: False alarm'
  if (outcome === 'merged') return `:twisted_rightwards_arrows: ${sentenceCase(plainState(now))}`
  return status[now.status]
}

/** The same in plain words, for what shows no marks. */
export function plainState({ status, outcome, mergedInto }: State): string {
  if (outcome === 'declined') return 'false alarm'
  if (outcome === 'merged') return mergedInto ? `merged into ${incidentName(mergedInto)}` : 'merged'
  return status
}

export function sentenceCase(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

export function named(option: { mark: string; name: string }): string {
  return `${option.mark} ${inert(oneLine(option.name))}`.trim()
}

// Of a closed one, how it was resolved says more than what it was.
function glanceAt({ status, resolution, description }: Card): string {
  return status === 'closed' && resolution !== '' ? resolution : description
}

function buttons(card: Card) {
  const id = String(card.id)
  const more = button('More …', 'open_menu', id)
  const whole = card.status === 'closed' ? 'open_details' : 'read_description'
  const readOn = lengthOf(glanceAt(card)) > summary ? [button('Read it all', whole, id)] : []
  const back =
    card.outcome === null ? button('Reopen', 'open_reopen', id) : button('Take back', 'open_restore', id)
  if (card.status === 'closed') return [back, ...readOn, more]
  return [
    button('Update', 'open_update', id, { style: 'primary' }),
    button('Roles', 'open_roles', id),
    button('Engage', 'open_engage', id),
    ...readOn,
    more,
  ]
}

/** The whole description, for one who asked to read on. */
export function descriptionView(incident: { id: number; description: string }): ModalView {
  return {
    type: 'modal',
    title: label(incidentName(incident.id)),
    close: label('Close'),
    blocks: [words(incident.description, 3000)],
  }
}
