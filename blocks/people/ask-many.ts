import type { KnownBlock } from '@slack/types'
import type { AskedMany } from '../../db/people/asked.ts'
import { actions, button, incidentName, type Message, person, section, words } from '../kit.ts'
import { idOf, readValue } from '../metadata.ts'
import { inert, oneLine, shorten } from '../text.ts'
import { handleOf } from './engage.ts'

export const engageManyAction = 'engage_many'
export const engageNobodyAction = 'engage_nobody'

/** The commander is asked whether a large user group shall come. */
export function askMany(of: AskedMany): Message {
  const { incident, asked, handle, count, by, reason } = of
  const who = by === null ? 'A rule would bring' : `${person(by)} asks to bring`
  const what = `in everyone in ${handleOf(handle)}: ${count} people who are not in it yet.`
  const title = inert(shorten(oneLine(of.title), 400))
  const value = JSON.stringify({ incident, asked })
  const blocks: KnownBlock[] = [
    section(`:busts_in_silhouette: *${incidentName(incident)}* ${title}\n${who} ${what}`),
    ...(reason === '' ? [] : [words(reason, 300)]),
    actions('engage_many', [
      button(`Invite all ${count}`, engageManyAction, value, { style: 'primary' }),
      button('Not needed', engageNobodyAction, value),
    ]),
  ]
  return { text: `${incidentName(incident)}: shall ${count} people come?`, blocks }
}

/** What the buttons of {@link askMany} carry. */
export function readAsked(value: string): { incident: number; asked: number } {
  const { incident, asked } = readValue(value)
  return { incident, asked: idOf(asked) }
}

/** What the question becomes once it is answered. */
export function answeredMany(incident: number, coming: number | null): Message {
  const text =
    coming === null
      ? `Nobody more was brought in to ${incidentName(incident)}.`
      : `${coming === 1 ? '1 person is' : `${coming} people are`} being invited to ${incidentName(incident)}.`
  return { text, blocks: [section(text)] }
}
