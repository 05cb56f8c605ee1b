import type { Card } from '../../db/incident/card.ts'
import { incidentName, somebody } from '../kit.ts'
import { oneLine, shorten } from '../text.ts'
import { plainState, sentenceCase } from './brief.ts'

/** Slack's limit for a topic. */
const longest = 250

/** The channel's topic: status, severity and commander, which is what a glance asks for. */
export function topic(card: Card): string {
  const status = sentenceCase(plainState(card))
  const severity = shorten(oneLine(card.severity.name), 75).replace(/[<>&]/g, '')
  return shorten(
    `${incidentName(card.id)} · ${status} · Severity: ${severity} · Commander: ${somebody(card.commanderId)}`,
    longest,
  )
}
