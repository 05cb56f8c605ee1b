import type { Card } from '../../db/incident/card.ts'
import { incidentName } from '../kit.ts'
import { clean, oneLine, shorten } from '../text.ts'

/** A node of the Atlassian Document Format. */
export interface AdfNode {
  type: string
  attrs?: Record<string, unknown>
  content?: AdfNode[]
  text?: string
  marks?: { type: string; attrs?: Record<string, unknown> }[]
}

export interface Ticket {
  summary: string
  description: AdfNode & { version: 1; type: 'doc' }
}

/** Jira's limits: 255 characters on one line for a summary, 32,767 for a description with all its markup. */
const longestSummary = 255
const longestText = 24_000

// Jira counts as Java does, and of a description the JSON, in which a line costs a node or two.
const units = (text: string) => text.length
const cost = (text: string) => JSON.stringify(text).length - 2 + (text.split('\n').length - 1) * lineCost
const lineCost = 60

/** What a new ticket says. Names are as they were when it was opened; people write on from there. */
export function ticket(card: Card, names: (person: string) => string): Ticket {
  const title = oneLine(card.title)
  const summary = ticketSummary(card)
  const whole = summary.endsWith('…') ? [paragraph(title)] : []
  return {
    summary,
    description: {
      type: 'doc',
      version: 1,
      content: [
        ...whole,
        ...paragraphs(card.description),
        {
          type: 'bulletList',
          content: [
            item(`Type: ${oneLine(card.type.name)}`),
            item(`Priority: ${oneLine(card.priority.name)}`),
            item(`Severity: ${oneLine(card.severity.name)}`),
            item(`Commander: ${card.commanderId === null ? 'nobody' : names(card.commanderId)}`),
            item(
              `Reported by ${names(card.reporterId)} at ${card.reportedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
            ),
          ],
        },
      ],
    },
  }
}

/** A ticket's headline, as the incident is called now. */
export function ticketSummary(card: Card): string {
  return shorten(`${incidentName(card.id)} ${oneLine(card.title)}`, longestSummary, units)
}

/** Jira's name of the priority; nothing where none is configured, nor of a restricted incident. */
export function ticketPriority(card: Card): string | undefined {
  return card.visibility === 'restricted' ? undefined : card.priority.elsewhere.jira
}

/** What a restricted incident's ticket says to everyone who reads the project. */
export function maskedTicket(card: Card): Ticket {
  return {
    summary: `${incidentName(card.id)} Restricted incident`,
    description: {
      type: 'doc',
      version: 1,
      content: [paragraph('The details are in Slack, for those who are in it.')],
    },
  }
}

function paragraphs(text: string): AdfNode[] {
  const shown = shorten(clean(text), longestText, cost)
  return shown === '' ? [] : shown.split(/\n{2,}/).map(paragraph)
}

function paragraph(text: string): AdfNode {
  const lines = text.split('\n').filter((line) => line !== '')
  return {
    type: 'paragraph',
    content: lines.flatMap((line, i) =>
      i === 0 ? [{ type: 'text', text: line }] : [{ type: 'hardBreak' }, { type: 'text', text: line }],
    ),
  }
}

function item(text: string): AdfNode {
  return { type: 'listItem', content: [paragraph(text)] }
}
