import type { ModalView } from '@slack/types'
import type { Card } from '../../db/incident/card.ts'
import {
  channel,
  context,
  fields,
  incidentName,
  label,
  limits,
  moment,
  section,
  somebody,
  words,
} from '../kit.ts'
import { inert, oneLine } from '../text.ts'
import { named, stateOf } from './brief.ts'
import { linksOf, peopleIn, tagsOf } from './facts.ts'

/** All that a card shows and does not, for one person who may read it. */
export function detailsView(card: Card): ModalView {
  const place = card.resources.find((one) => one.kind === 'channel' && one.lost !== 'deleted')
  const links = linksOf(card)
  const told = card.lastUpdate
  return {
    type: 'modal',
    title: label(incidentName(card.id), limits.title),
    close: label('Close'),
    blocks: [
      words(card.title, 3000),
      fields([
        `*Status*\n${stateOf(card)}`,
        `*Severity*\n${named(card.severity)}`,
        `*Priority*\n${named(card.priority)}`,
        `*Type*\n${named(card.type)}`,
        `*Commander*\n${somebody(card.commanderId)}`,
        ...card.roles.slice(0, 4).map((one) => `*${inert(oneLine(one.name))}*\n${somebody(one.person)}`),
      ]),
      ...(card.description === '' ? [] : [section('*What it is now*'), words(card.description, 3000)]),
      ...(card.resolution === '' ? [] : [section('*How it was resolved*'), words(card.resolution, 3000)]),
      ...(told
        ? [section(`*Last update* ${moment(told.at)}, by ${somebody(told.by)}`), words(told.text, 3000)]
        : []),
      ...(links.length > 0 ? [section(links.join('   '))] : []),
      context(
        ...[
          times(card),
          place ? `Channel: ${channel(place.externalId)}` : '',
          peopleIn(card),
          tagsOf(card),
        ].filter((one) => one !== ''),
      ),
    ],
  }
}

function times({ detectedAt, reportedAt, stableAt, closedAt }: Card): string {
  const all: [string, Date | null][] = [
    ['Detected', detectedAt],
    ['Reported', reportedAt],
    ['Stable', stableAt],
    ['Closed', closedAt],
  ]
  return all.flatMap(([what, at]) => (at ? [`${what} ${moment(at)}`] : [])).join(' · ')
}
