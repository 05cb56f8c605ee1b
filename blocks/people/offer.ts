import type { Card } from '../../db/incident/card.ts'
import type { Handover, Role } from '../../db/people/roles.ts'
import type { HandoverState } from '../../db/schema/incidents.ts'
import {
  actions,
  button,
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
import { duties, linksOf } from './role-message.ts'
import { handOverButton, roleName } from './role-name.ts'

/** Asks one person to take a role; once that is settled, how. */
export function offer(card: Card, role: Role, handover: Handover, until: Date): Message {
  const { id, offeredBy, from, state, closed } = handover
  const asks = `${person(offeredBy)} asks you to be ${roleName(role)} of *${incidentName(card.id)}* ${inert(shorten(oneLine(card.title), 400))}`
  const holds = from && from !== offeredBy ? `\nUntil now it is ${person(from)}` : ''
  if (state !== 'open' || closed) {
    const how = settled(state, role.holder)
    return { text: asks, blocks: [section(asks), context(how)] }
  }
  return {
    text: asks,
    blocks: [
      section(`:handshake: ${asks}${holds}`),
      ...duties(role),
      context(...linksOf(card), `Please answer until ${moment(until)}; after that it stays as it is`),
      actions('offer', [
        button('Accept', 'accept_handover', String(id), { style: 'primary' }),
        button('Cannot', 'decline_handover', String(id)),
      ]),
    ],
  }
}

function settled(state: HandoverState, holder: string | null): Mrkdwn {
  return {
    open: 'The incident is over.',
    accepted: ':white_check_mark: You accepted.',
    declined: ':heavy_minus_sign: You cannot.',
    lapsed: `:hourglass: Nobody answered in time; it is ${somebody(holder)}.`,
    overtaken: `:fast_forward: It went another way; it is ${somebody(holder)}.`,
  }[state]
}

/** What came of an offer, told to whoever made it. */
export function outcome(
  incident: number,
  role: Role,
  { to, state }: Pick<Handover, 'to' | 'state'>,
): Message {
  const of = `${roleName(role)} of ${incidentName(incident)}`
  if (state === 'accepted') {
    const text = `:white_check_mark: ${person(to)} accepted, and is ${of} now.`
    return { text, blocks: [section(text)] }
  }
  const why =
    state === 'declined'
      ? `${person(to)} cannot be ${of}.`
      : `${person(to)} has not answered whether to be ${of}.`
  const text = `:heavy_minus_sign: ${why} It is still ${somebody(role.holder)}.`
  return {
    text,
    blocks: [section(text), actions('outcome', [handOverButton(incident, role.key, 'Ask somebody else')])],
  }
}

/** Why nobody holds a role that was offered. */
export function notTaken({ to, state }: Pick<Handover, 'to' | 'state'>): Mrkdwn {
  return state === 'declined'
    ? `${person(to)} was asked, and cannot.`
    : `${person(to)} was asked, and has not answered.`
}
