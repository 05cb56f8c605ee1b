import type { Card } from '../../db/incident/card.ts'
import { incidentName, link, type Message, type Mrkdwn, person, section, words } from '../kit.ts'
import { shorten } from '../text.ts'

/** Told in the channel that took the place of an archived one: what was before, and why it is open again. */
export function succeeded(card: Card, former: string): Message {
  const name = incidentName(card.id)
  const there = linkTo(card, former) ?? 'an archived channel'
  const last = card.lastUpdate
  return {
    text: `${name} is open again, and goes on here.`,
    blocks: [
      section(
        `:repeat: *${name}* is open again${last?.by ? `, by ${person(last.by)}` : ''}, and goes on here. What was said before is in ${there}.`,
      ),
      ...(last ? [words(last.text, 3000)] : []),
    ],
  }
}

/** Told in the channel that people asked for when the one before was lost. */
export function tookPlace(card: Card, former: string): Message {
  const text = `${incidentName(card.id)} goes on here.`
  const there = linkTo(card, former)
  const before = there ? ` The channel before was ${there}; the timeline keeps what it kept.` : ''
  return { text, blocks: [section(`:repeat: *${text}*${before}`)] }
}

/** Told in the private channel in which an incident goes on that was open to all. */
export function movedApart(card: Card, former: string): Message {
  const text = `${incidentName(card.id)} is restricted now, and goes on here.`
  const there = linkTo(card, former) ?? 'the channel before'
  return {
    text,
    blocks: [
      section(`:lock: *${text}* What was said before is in ${there}, for everyone who could read it.`),
    ],
  }
}

function linkTo(card: Card, former: string): Mrkdwn | undefined {
  const before = card.resources.find((one) => one.kind === 'former_channel' && one.externalId === former)
  return before?.url ? link(before.url, `#${shorten(before.name, 80)}`) : undefined
}
