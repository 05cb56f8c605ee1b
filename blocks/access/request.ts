import type { AccessRequest } from '../../db/access/questions.ts'
import { actions, button, channel, incidentName, type Message, person, section } from '../kit.ts'
import { readValue, wordOf } from '../metadata.ts'
import { inert, oneLine, shorten } from '../text.ts'

export const letInAction = 'let_in'
export const keepOutAction = 'keep_out'

/** Asked of those who decide, and what became of it. */
export function accessRequest({ incident, title, person: who, granted, answeredBy }: AccessRequest): Message {
  const name = incidentName(incident)
  const by = answeredBy === null ? '' : ` by ${person(answeredBy)}`
  const ask = `${person(who)} asks to see *${name}* ${inert(shorten(oneLine(title), 400))}`
  if (granted !== null) {
    const end = granted ? `:white_check_mark: Let in${by}.` : `:no_entry: Not let in${by}.`
    return { text: `${person(who)} and ${name}: ${end}`, blocks: [section(`${ask}\n${end}`)] }
  }
  const value = JSON.stringify({ incident, person: who })
  return {
    text: `${person(who)} asks to see ${name}`,
    blocks: [
      section(`:lock: ${ask}`),
      actions('access_request', [
        button('Let in', letInAction, value, { style: 'primary' }),
        button('Not now', keepOutAction, value),
      ]),
    ],
  }
}

/** What the buttons of {@link accessRequest} carry. */
export function readAccessRequest(value: string): { incident: number; person: string } {
  const { incident, person } = readValue(value)
  return { incident, person: wordOf(person) }
}

/** The same whether there is such an incident or not: who asks learns nothing by asking. */
export function accessAsked(incident: number): string {
  return `If there is an ${incidentName(incident)} that is restricted, its commander is asked now. They are asked once in 15 minutes, however often you do.`
}

/** Told to the one who asked. */
export function accessAnswered(incident: number, granted: boolean, channelId: string | undefined): Message {
  const name = incidentName(incident)
  const where = channelId ? ` Its channel is ${channel(channelId)}.` : ' You will be invited to its channel.'
  const text = granted
    ? `:white_check_mark: You are in *${name}* now.${where}`
    : `:no_entry: You were not let into *${name}* for now.`
  return { text, blocks: [section(text)] }
}
