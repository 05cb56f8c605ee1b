import type { Card } from '../../db/incident/card.ts'
import { inertLine, inertText, link, type Markdown, moment, type Pen } from './markdown.ts'

export interface Page {
  /** Plain text, and the same for as long as the incident lives: a page is found again by it. */
  title: string
  markdown: Markdown
}

/** What a document begins with: the template of the incident's type, filled with what is known by then. */
export function seeded(card: Card, pen: Pen): Page {
  const template = card.type.body.trim() === '' ? standard : card.type.body
  const known = factsOf(card, pen)
  const lines = template
    .split('\n')
    .filter((line) => placeholdersIn(line).every(({ name }) => known.get(name) !== ''))
  return {
    title: documentTitle(card.id),
    markdown: lines.join('\n').replace(placeholder, (whole, name: string) => known.get(name) ?? whole),
  }
}

export function documentTitle(incident: number): string {
  return `INC-${incident} document`
}

const placeholder = /\{(\w+)\}/g

// A line that would tell what nobody knows yet is left out; what is no placeholder of ours stays as it is.
function placeholdersIn(line: string): { name: string }[] {
  return [...line.matchAll(placeholder)].map(([, name = '']) => ({ name }))
}

function factsOf(card: Card, pen: Pen): Map<string, Markdown> {
  const standing = (kind: 'channel' | 'ticket') =>
    card.resources.find((one) => one.kind === kind && one.lost !== 'deleted')
  const [room, ticket] = [standing('channel'), standing('ticket')]
  return new Map([
    ['number', String(card.id)],
    ['title', inertLine(card.title)],
    ['description', inertText(card.description)],
    ['type', inertLine(card.type.name)],
    ['severity', inertLine(card.severity.name)],
    ['priority', inertLine(card.priority.name)],
    ['commander', card.commanderId === null ? '' : pen.person(card.commanderId)],
    ['reporter', pen.person(card.reporterId)],
    ['reported', moment(card.reportedAt)],
    ['channel', room ? pen.channel(room.externalId, room.name) : ''],
    ['ticket', ticket?.url ? link(ticket.url, ticket.name) : ''],
    ['source', card.sourceUrl ? link(card.sourceUrl, 'Message it was reported from') : ''],
  ])
}

const standard = `# INC-{number} {title}

- {type}, severity {severity}, priority {priority}
- Reported {reported} by {reporter}
- Commander: {commander}
- Channel: {channel}
- Ticket: {ticket}
- {source}

_This page is yours: Dispatch wrote it once, and will not touch it again. What is true now stands in the pinned brief._

## What happened

{description}

_From the first sign to the last, in the order in which it came._

## Impact

_Who noticed, how many, since when, and what could they not do?_

## What we know

_What is certain, and how we know it._

## What we tried

_What was done, by whom, and what came of it._

## Decisions

_What was decided, by whom, and why._

## Follow-ups

_What is still to be done, and who does it._
`
