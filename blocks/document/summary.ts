import type { Update } from '../../db/document/updates.ts'
import type { Card, Resource } from '../../db/incident/card.ts'
import { changed } from '../timeline/sentences.ts'
import {
  inertLine,
  inertText,
  link,
  list,
  type Markdown,
  moment,
  type Pen,
  paragraphs,
  somebody,
} from './markdown.ts'
import type { Page } from './template.ts'

/** The live page: all of it is written anew whenever any of it changes. */
export function summaryPage(card: Card, updates: Update[], pen: Pen): Page {
  return {
    title: summaryTitle(card.id),
    markdown: paragraphs(
      `# INC-${card.id} ${inertLine(card.title)}`,
      stateOf(card),
      inertText(card.description),
      card.resolution === '' ? '' : `**How it was resolved:** ${inertText(card.resolution)}`,
      '## People',
      list(peopleOf(card, pen)),
      '## Times',
      list(timesOf(card)),
      updates.length > 0 ? '## Last updates' : '',
      list(updates.map((update) => told(update, pen))),
      '## Links',
      list(linksOf(card, pen)),
      '_Dispatch writes this page anew whenever something changes, so what is written into it is lost. The document is yours._',
    ),
  }
}

export function summaryTitle(incident: number): string {
  return `INC-${incident} summary`
}

function stateOf({ status, outcome, mergedInto, severity, priority, type, tags }: Card): Markdown {
  const state = { active: 'Active', stable: 'Stable', closed: 'Closed' }[status]
  const why =
    outcome === 'merged' ? `, merged into INC-${mergedInto}` : outcome === 'declined' ? ', a false alarm' : ''
  const chosen = `Severity ${inertLine(severity.name)} · Priority ${inertLine(priority.name)} · ${inertLine(type.name)}`
  const tagged = tags.length > 0 ? ` · ${tags.map(inertLine).join(', ')}` : ''
  return `**${state}${why}** · ${chosen}${tagged}`
}

/** How many people are named; all of hundreds would be a page of their own. */
const mostNamed = 50

function peopleOf(card: Card, pen: Pen): Markdown[] {
  const present = card.people.filter((one) => one.refused === null)
  const named = present.slice(0, mostNamed).map((one) => pen.person(one.id))
  const more = present.length > mostNamed ? ` and ${present.length - mostNamed} more` : ''
  return [
    `Commander: ${somebody(pen, card.commanderId)}`,
    ...card.roles.map((one) => `${inertLine(one.name)}: ${pen.person(one.person)}`),
    `Reporter: ${pen.person(card.reporterId)}`,
    `In it: ${named.join(', ') || 'nobody'}${more}`,
  ]
}

function timesOf(card: Card): Markdown[] {
  const times: [name: string, at: Date | null][] = [
    ['Detected', card.detectedAt],
    ['Reported', card.reportedAt],
    ['Stable', card.stableAt],
    ['Closed', card.closedAt],
    ['Next update', card.nextUpdateAt],
  ]
  return times.flatMap(([name, at]) => (at ? [`${name}: ${moment(at)}`] : []))
}

function told({ at, by, changes, note }: Update, pen: Pen): Markdown {
  const what = [...changed(changes).map(inertLine), inertLine(note)].filter((part) => part !== '')
  return `${moment(at)}, ${by === null ? 'Dispatch' : pen.person(by)}: ${what.join(' · ')}`
}

function linksOf(card: Card, pen: Pen): Markdown[] {
  const source = card.sourceUrl ? [link(card.sourceUrl, 'Message it was reported from')] : []
  return [...card.resources.flatMap((one) => linkTo(one, pen)), ...source]
}

function linkTo({ kind, externalId, name, url, lost }: Resource, pen: Pen): Markdown[] {
  if (kind === 'channel') return lost === 'deleted' ? [] : [pen.channel(externalId, name)]
  if (!url || lost) return []
  if (kind === 'ticket') return [`Ticket ${link(url, name)}`]
  return kind === 'canvas' ? [link(url, 'Document')] : []
}
