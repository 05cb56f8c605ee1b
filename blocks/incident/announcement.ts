import type { Card } from '../../db/incident/card.ts'
import { duration } from '../duration.ts'
import {
  actions,
  button,
  channel,
  context,
  incidentName,
  type Message,
  type Mrkdwn,
  moment,
  person,
  section,
  somebody,
} from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'
import { named, stateOf } from './brief.ts'
import { lastUpdate } from './facts.ts'

export const requestAction = 'request_access'

/** The card of an incident in a broadcast channel; of a restricted one it says no more than that there is one. */
export function announcement(card: Card): Message {
  if (card.visibility === 'restricted') return masked(card.id)
  const title = inert(shorten(oneLine(card.title), 400))
  const closed = card.status === 'closed'
  const id = String(card.id)
  return {
    text: `${incidentName(card.id)} ${title}`,
    blocks: [
      section(
        [
          `${closed ? ':white_circle:' : card.severity.mark} *${incidentName(card.id)}* ${title}`,
          `${stateOf(card)} · ${named(card.severity)} · ${named(card.type)} · led by ${somebody(card.commanderId)}`,
          where(card),
        ].join('\n'),
      ),
      context(...[`Reported by ${person(card.reporterId)} · ${moment(card.reportedAt)}`, ...lately(card)]),
      actions('announcement', [
        ...(closed ? [] : [button('Join', 'join_incident', id)]),
        button('Details', 'open_details', id),
      ]),
    ],
  }
}

function where(card: Card): Mrkdwn {
  const place = card.resources.find((one) => one.kind === 'channel')
  if (!place) return ':hourglass_flowing_sand: Its channel is not open yet'
  if (place.lost === 'deleted') return ':no_entry: Its channel was deleted'
  return `Channel: ${channel(place.externalId)}${place.lost === 'archived' ? ', archived' : ''}`
}

function lately(card: Card): Mrkdwn[] {
  if (!card.closedAt) return lastUpdate(card)
  return [
    `Closed ${moment(card.closedAt)}, after ${duration(card.detectedAt ?? card.reportedAt, card.closedAt)}`,
  ]
}

function masked(id: number): Message {
  const text = `:lock: *${incidentName(id)}* is restricted to those who are in it`
  return {
    text,
    blocks: [section(text), actions('announcement', [button('Request access', requestAction, String(id))])],
  }
}
