import type { KnownBlock } from '@slack/types'
import type { Fact } from '../../db/facts.ts'
import type { Card } from '../../db/incident/card.ts'
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
  words,
} from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'
import { requestAction } from './announcement.ts'

export const endings = [
  'incident.declined',
  'incident.merged',
  'incident.absorbed',
  'incident.parted',
  'incident.restored',
] as const
type Ending = (typeof endings)[number]

export interface Ended {
  fact: Fact<Ending>
  card: Card
  /** The other one of a merge. */
  other: Card | undefined
}

/** Told in an incident's channel when it is declined or merged, another is merged into it, or that is taken back. */
export function endedMessage(ended: Ended): Message {
  const { fact, card, other } = ended
  const [mark, said] = heads[fact.type](ended)
  const who = fact.actor.kind === 'person' ? person(fact.actor.id) : 'Dispatch'
  const after = afters[fact.type](ended)
  return {
    text: `${incidentName(card.id)}: ${plain(ended)}`,
    blocks: [
      section(`${mark} ${who} ${said}`),
      ...(fact.words?.note ? [words(fact.words.note, 3000)] : []),
      ...(after === '' ? [] : [context(after)]),
      ...buttons(fact.type, card, other),
    ],
  }
}

type Table<R> = Record<Ending, (ended: Ended) => R>

const heads: Table<[mark: string, said: Mrkdwn]> = {
  'incident.declined': ({ card }) => [':heavy_minus_sign:', `declined ${name(card)} as a false alarm`],
  'incident.merged': ({ card, other }) => [
    ':twisted_rightwards_arrows:',
    `merged ${name(card)} into ${titled(other)}`,
  ],
  'incident.absorbed': ({ other }) => [
    ':twisted_rightwards_arrows:',
    `merged ${titled(other)} into this one`,
  ],
  'incident.parted': ({ other }) => [':left_right_arrow:', `took ${titled(other)} apart from this one again`],
  'incident.restored': ({ card, fact, other }) => [
    ':leftwards_arrow_with_hook:',
    tookBack(card, fact, other),
  ],
}

function tookBack(card: Card, { data }: Fact<Ending>, other: Card | undefined): Mrkdwn {
  const what = other ? `was merged into ${titled(other)}` : 'is a false alarm'
  const to = 'to' in data ? data.to : card.status
  return `took back that ${name(card)} ${what}. It is ${to} again.`
}

const afters: Table<Mrkdwn> = {
  'incident.declined': ({ card }) => archived(card),
  'incident.merged': ({ card, other }) =>
    [goesOn(other), archived(card)].filter((one) => one !== '').join(' '),
  'incident.absorbed': ({ fact, other }) =>
    [whoCame(fact), placeOf(other)].filter((one) => one !== '').join(' '),
  'incident.parted': ({ other }) => ['Who came with it is still in here.', placeOf(other)].join(' ').trim(),
  'incident.restored': () => '',
}

function goesOn(other: Card | undefined): Mrkdwn {
  if (!other || isHidden(other)) return 'It goes on there, among those who are in it.'
  const place = channelOf(other)
  return place ? `It goes on in ${channel(place)}, and who is in here is brought there.` : 'It goes on there.'
}

function archived({ archiveAt }: Card): Mrkdwn {
  return archiveAt ? `This channel is archived ${moment(archiveAt)}, unless that is taken back.` : ''
}

function whoCame({ data }: Fact<Ending>): Mrkdwn {
  if (!('brought' in data) || data.brought) return 'Its people are in here now.'
  return 'Its people were not brought in, since this one is restricted: engage those who are needed.'
}

function placeOf(other: Card | undefined): Mrkdwn {
  const place = other && !isHidden(other) ? channelOf(other) : undefined
  return place ? `Its channel is ${channel(place)}.` : ''
}

function plain({ fact, other }: Ended): string {
  const which = other ? incidentName(other.id) : ''
  return {
    'incident.declined': 'declined as a false alarm',
    'incident.merged': `merged into ${which}`,
    'incident.absorbed': `${which} was merged into it`,
    'incident.parted': `${which} is apart from it again`,
    'incident.restored': 'taken back, and open again',
  }[fact.type]
}

function buttons(type: Ending, card: Card, other: Card | undefined): KnownBlock[] {
  const back = (of: Card) => button('Take back', 'open_restore', String(of.id))
  if (type === 'incident.declined') return [actions('ended', [back(card)])]
  if (type === 'incident.absorbed' && other) return [actions('ended', [back(other)])]
  if (type !== 'incident.merged' || !other) return []
  const ask = isHidden(other) ? [button('Request access', requestAction, String(other.id))] : []
  return [actions('ended', [back(card), ...ask])]
}

function name({ id }: Card): Mrkdwn {
  return `*${incidentName(id)}*`
}

// Of a restricted one its number is all that is told elsewhere.
function titled(other: Card | undefined): Mrkdwn {
  if (!other) return 'another'
  if (isHidden(other)) return `${name(other)} (restricted)`
  return `${name(other)} “${inert(shorten(oneLine(other.title), 200))}”`
}

function isHidden({ visibility }: Card): boolean {
  return visibility === 'restricted'
}

function channelOf({ resources }: Card): string | undefined {
  return resources.find((one) => one.kind === 'channel' && !one.lost)?.externalId
}
