import type { Card } from '../db/incident/card.ts'
import { named, status } from './brief.ts'
import {
  actions,
  button,
  channel,
  context,
  incidentName,
  type Message,
  moment,
  person,
  section,
} from './kit.ts'
import { inert, oneLine, shorten } from './text.ts'

/** The card of an incident in a broadcast channel. */
export function announcement(card: Card): Message {
  const title = inert(shorten(oneLine(card.title), 400))
  const place = card.resources.find((one) => one.kind === 'channel')
  const closed = card.status === 'closed'
  return {
    text: `${incidentName(card.id)} ${title}`,
    blocks: [
      section(
        [
          `${closed ? ':white_circle:' : card.severity.mark} *${incidentName(card.id)}* ${title}`,
          `${status[card.status]} · ${named(card.severity)} · ${named(card.type)} · led by ${person(card.commanderId)}`,
          place
            ? `Channel: ${channel(place.externalId)}`
            : ':hourglass_flowing_sand: Its channel is not open yet',
        ].join('\n'),
      ),
      context(`Reported by ${person(card.reporterId)} · ${moment(card.reportedAt)}`),
      ...(closed ? [] : [actions('announcement', [button('Join', 'join_incident', String(card.id))])]),
    ],
  }
}
