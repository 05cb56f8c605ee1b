import type { KnownBlock } from '@slack/types'
import type { Card } from '../../db/incident/card.ts'
import type { Role } from '../../db/people/roles.ts'
import { placesOf } from '../incident/places.ts'
import {
  actions,
  context,
  incidentName,
  type Message,
  type Mrkdwn,
  person,
  section,
  somebody,
  words,
} from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'
import { claimButton, handOverButton, roleName } from './role-name.ts'

/** How a role changed hands. */
export interface Change {
  person: string
  /** Who had it before. */
  from: string | null
  /** Who saw to it; nobody, where a rule did. */
  by: string | null
}

/** Told to whoever has a role now, with its duties; once it is another's, that it was theirs. */
export function roleMessage(card: Card, role: Role, { person: id, by }: Change, isOver: boolean): Message {
  const title = `*${incidentName(card.id)}* ${inert(shorten(oneLine(card.title), 400))}`
  if (isOver) {
    const text = `You were ${roleName(role)} of ${title}`
    return { text, blocks: [section(text), context(`By now: ${somebody(role.holder)}`)] }
  }
  const text = `${role.mark} You are ${roleName(role)} of ${title}`.trim()
  return {
    text,
    blocks: [
      section(by === null || by === id ? text : `${text}\nGiven to you by ${person(by)}`),
      ...duties(role),
      context(...linksOf(card)),
      actions('role', [handOverButton(card.id, role.key)]),
    ],
  }
}

/** One line in the incident's channel. */
export function roleLine(role: Role, { person: id, from, by }: Change): Message {
  const who =
    by === null || by === id
      ? `${person(id)} is ${roleName(role)} now`
      : `${person(by)} made ${person(id)} ${roleName(role)}`
  return line(`${role.mark} ${who}${from ? `, after ${person(from)}` : ''}.`.trim())
}

/** Told to whoever had a role until somebody else took it or gave it away. */
export function formerMessage(incident: number, role: Role, { person: id, by }: Change): Message {
  const who = by === null || by === id ? '' : `${person(by)} saw to it: `
  return line(
    `${who}${person(id)} is ${roleName(role)} of ${incidentName(incident)} now; until now it was you.`,
  )
}

/** Told to everyone in the channel: nobody holds the role. Once somebody does, who. */
export function vacancy(incident: number, role: Role, why: Mrkdwn, isOver: boolean): Message {
  if (isOver) return line(`${why} By now: ${somebody(role.holder)}.`)
  const text = `:warning: ${why} Nobody is ${roleName(role)} now.`
  return { text, blocks: [section(text), actions('vacancy', [claimButton(incident, role)])] }
}

export function leftRole(role: Role, id: string, isGone: boolean): Mrkdwn {
  return isGone
    ? `The account of ${person(id)} is deactivated, who was ${roleName(role)}.`
    : `${person(id)} is no longer ${roleName(role)}.`
}

export function duties({ duties: text }: Role): KnownBlock[] {
  return text === '' ? [] : [words(text, 600)]
}

export function linksOf(card: Card): Mrkdwn[] {
  return placesOf(card, 'Its channel is being opened')
}

function line(text: Mrkdwn): Message {
  return { text, blocks: [section(text)] }
}
