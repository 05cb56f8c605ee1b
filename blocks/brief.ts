import type { KnownBlock, ModalView } from '@slack/types'
import type { Card, Progress } from '../db/incident/card.ts'
import {
  actions,
  button,
  context,
  fields,
  header,
  incidentName,
  label,
  link,
  type Message,
  moment,
  person,
  section,
  words,
} from './kit.ts'
import { inert, lengthOf, oneLine, shorten } from './text.ts'
import { partNames, reason, stateMark } from './trouble.ts'

/** Where the title is cut for the header; the whole then stands right below. */
const headline = 120
/** A summary is a glance; the rest is in the ticket. */
const summary = 300

/** The pinned card of an incident's channel. */
export function brief(card: Card): Message {
  const title = oneLine(card.title)
  const blocks: KnownBlock[] = [
    header(`${card.severity.mark} ${incidentName(card.id)} ${shorten(title, headline)}`),
    ...(lengthOf(title) > headline ? [words(title, 3000)] : []),
    fields([
      `*Status*\n${status[card.status]}`,
      `*Severity*\n${named(card.severity)}`,
      `*Priority*\n${named(card.priority)}`,
      `*Type*\n${named(card.type)}`,
      `*Commander*\n${person(card.commanderId)}`,
      `*Reported*\n${moment(card.reportedAt)} by ${person(card.reporterId)}`,
    ]),
    ...description(card),
    ...resources(card),
    ...progress(card.progress),
    context(peopleIn(card)),
  ]
  return {
    text: inert(`${incidentName(card.id)} ${shorten(title, headline)}: ${plainStatus[card.status]}`),
    blocks,
  }
}

export const status = {
  active: ':red_circle: Active',
  stable: ':large_yellow_circle: Stable',
  closed: ':white_circle: Closed',
} as const
const plainStatus = { active: 'active', stable: 'stable', closed: 'closed' } as const

export function named(option: { mark: string; name: string }): string {
  return `${option.mark} ${inert(oneLine(option.name))}`.trim()
}

function description(card: Card): KnownBlock[] {
  if (card.description === '') return []
  const shown = [words(card.description, summary)]
  return lengthOf(card.description) > summary
    ? [...shown, actions('brief_more', [button('Read it all', 'read_description', String(card.id))])]
    : shown
}

function resources(card: Card): KnownBlock[] {
  const ticket = card.resources.find((one) => one.kind === 'ticket')
  const links = [
    ticket?.url ? `:ticket: ${link(ticket.url, ticket.name)}` : '',
    card.sourceUrl ? `:speech_balloon: ${link(card.sourceUrl, 'Message it was reported from')}` : '',
  ].filter((one) => one !== '')
  return links.length > 0 ? [section(links.join('   '))] : []
}

function progress(all: Progress[]): KnownBlock[] {
  // Whoever reads the brief sees that it stands, and the channel too.
  const parts = all.filter((part) => part.label !== 'brief' && part.label !== 'channel')
  const open = parts.filter((part) => part.state !== 'done')
  if (open.length === 0) return []
  const line = context(collapse(parts).join('   '))
  const troubled = open.filter((part) => part.state === 'failed' || part.late).slice(0, 4)
  if (troubled.length === 0) return [line]
  return [
    line,
    section(troubled.map((part) => `*${partNames[part.label]}*: ${reason(part.error)}`).join('\n')),
    actions('brief_mend', troubled.flatMap(mendButtons)),
  ]
}

/** What people can do about a step that failed or is late. */
export function mendButtons(part: Pick<Progress, 'label' | 'step' | 'skippable'>) {
  const name = partNames[part.label].toLowerCase()
  const retry = button(`Retry ${name}`, `retry_step:${part.step}`, String(part.step))
  return part.skippable
    ? [retry, button(`Skip ${name}`, `skip_step:${part.step}`, String(part.step))]
    : [retry]
}

// One entry a part, however many steps it takes, with the worst of their states.
function collapse(parts: Progress[]): string[] {
  const worst = new Map<string, Progress>()
  for (const part of parts) {
    const known = worst.get(part.label)
    if (!known || rank(part) > rank(known)) worst.set(part.label, part)
  }
  return [...worst.values()].map((part) => `${stateMark(part)} ${partNames[part.label]}${stateWord(part)}`)
}

function rank(part: Progress): number {
  return ['done', 'skipped', 'waiting', 'running', 'failed'].indexOf(part.state) + (part.late ? 5 : 0)
}

function stateWord(part: Progress): string {
  if (part.state === 'failed') return ' failed'
  if (part.state === 'skipped') return ' skipped'
  if (part.late) return ' late'
  return part.state === 'done' ? '' : ' …'
}

function peopleIn(card: Card): string {
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

/** The whole description, for one who asked to read on. */
export function descriptionView(incident: { id: number; description: string }): ModalView {
  return {
    type: 'modal',
    title: label(incidentName(incident.id)),
    close: label('Close'),
    blocks: [words(incident.description, 3000)],
  }
}
