import type { Card } from '../../db/incident/card.ts'
import { channel, link, type Mrkdwn } from '../kit.ts'

/** Where an incident is worked on, for who is new to it; `opening` is said while its channel does not stand yet. */
export function placesOf({ resources }: Card, opening: string): Mrkdwn[] {
  const of = (kind: Card['resources'][number]['kind']) => resources.find((one) => one.kind === kind)
  const [room, brief, ticket] = [of('channel'), of('brief'), of('ticket')]
  const stands = room?.lost !== 'deleted'
  return [
    room ? (stands ? channel(room.externalId) : 'Its channel was deleted') : opening,
    ...(stands && brief?.url ? [`:pushpin: ${link(brief.url, 'Brief')}`] : []),
    ...(ticket?.url ? [`:ticket: ${link(ticket.url, ticket.name)}`] : []),
  ]
}
