import type { KnownBlock } from '@slack/types'
import type { Card } from '../../db/incident/card.ts'
import type { Involvement } from '../../db/people/welcome.ts'
import { named, status } from '../incident/brief.ts'
import { placesOf } from '../incident/places.ts'
import { context, incidentName, type Message, person, section, somebody, words } from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'
import { handleOf } from './engage.ts'

/** Told once to whoever is brought into an incident: why, what is known, who leads, where, and what is expected. */
export function welcome(card: Card, involved: Involvement): Message {
  const name = incidentName(card.id)
  const title = inert(shorten(oneLine(card.title), 400))
  const leads = card.commanderId === involved.person ? 'You lead it' : `Led by ${somebody(card.commanderId)}`
  const blocks: KnownBlock[] = [
    section(`:wave: *You are in ${name}* ${title}\n${whyOf(involved)}`),
    ...(involved.reason === '' ? [] : [words(involved.reason, 300)]),
    section(`${status[card.status]} · ${named(card.severity)} · ${named(card.type)} · ${leads}`),
    ...(card.description === '' ? [] : [words(card.description, 300)]),
    section(placesOf(card, 'Its channel is being opened; you will be invited.').join('   ')),
    context(expectedOf(card, involved)),
  ]
  return { text: `You are in ${name} ${title}`, blocks }
}

function whyOf({ why, by, group }: Involvement): string {
  const asker = by === null ? 'A rule' : person(by)
  if (why === 'group') {
    const whom = group === null ? 'a user group that you are in' : `your user group ${handleOf(group)}`
    return `${asker} brings in ${whom}.`
  }
  if (why === 'task') return 'A task in it is yours.'
  if (why === 'merged') return 'Another incident, in which you were, was merged into it.'
  return by === null ? 'A rule brings you in for incidents like this one.' : `${asker} asks for you.`
}

function expectedOf(card: Card, { person: id, observer }: Involvement): string {
  if (card.commanderId === id)
    return 'Now: say in the channel that you are there, decide what is done first, and tell how it stands.'
  if (observer)
    return 'You read along; nothing is expected of you. `/dispatch join` in the channel makes you one who takes part.'
  return 'Now: read the brief, say in the channel that you are there, and what you see or can do.'
}
