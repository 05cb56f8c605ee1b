import type { Card } from '../db/incident/card.ts'
import { incidentName, person } from './kit.ts'
import { oneLine, shorten } from './text.ts'

/** Slack's limit for a topic. */
const longest = 250

/** The channel's topic: status, severity and commander, which is what a glance asks for. */
export function topic(card: Card): string {
  const status = { active: 'Active', stable: 'Stable', closed: 'Closed' }[card.status]
  const severity = shorten(oneLine(card.severity.name), 75).replace(/[<>&]/g, '')
  return shorten(
    `${incidentName(card.id)} · ${status} · Severity: ${severity} · Commander: ${person(card.commanderId)}`,
    longest,
  )
}
