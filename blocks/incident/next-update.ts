import type { KnownBlock } from '@slack/types'
import type { Card } from '../../db/incident/card.ts'
import { answerIn, choiceInput, input, type Submitted } from '../inputs.ts'
import { option } from '../kit.ts'

/** A week, in minutes. */
const longestPromise = 10_080

/** When the next update is promised, untouched as it stands; and in how many minutes where none of the usual ones is meant. */
export function nextUpdate(card: Card, asks: boolean): KnownBlock[] {
  const isPromised = card.nextUpdateAt !== null
  const options = [
    option(isPromised ? 'As promised before' : 'None promised', 'kept'),
    option('In 15 minutes', '15'),
    option('In 30 minutes', '30'),
    option('In 60 minutes', '60'),
    option('At another time …', 'custom'),
    ...(isPromised ? [option('None promised', 'none')] : []),
  ]
  const select = choiceInput({
    ...{ id: 'next_update', name: 'Next update', options },
    initial: 'kept',
  })
  return asks ? [select, minutes()] : [select]
}

function minutes() {
  return input(
    { id: 'minutes', name: 'Next update, in how many minutes', optional: true },
    {
      type: 'number_input',
      action_id: 'minutes',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: String(longestPromise),
    },
  )
}

/** Whether another time was chosen than those offered. */
export function asksMinutes(view: Submitted): boolean {
  return answerIn(view, 'next_update')?.selected_option?.value === 'custom'
}

/** Reads it back: minutes, null for none, nothing for what stands already, whatever that is by now. */
export function readNextUpdate(view: Submitted): number | null | undefined {
  const next = answerIn(view, 'next_update')?.selected_option?.value ?? 'kept'
  if (next === 'kept') return undefined
  if (next === 'none') return null
  return next === 'custom' ? minutesIn(view) : Number(next)
}

/** Why another time than those offered cannot be read, as a sentence under the input that asks for it. */
export function wrongMinutes(view: Submitted): Record<string, string> | undefined {
  if (!asksMinutes(view) || !answerIn(view, 'minutes') || minutesIn(view) !== undefined) return undefined
  return { minutes: 'Please say in how many minutes the next update comes: at least 1, at most a week.' }
}

function minutesIn(view: Submitted): number | undefined {
  const count = Number(answerIn(view, 'minutes')?.value ?? '')
  return Number.isInteger(count) && count >= 1 && count <= longestPromise ? count : undefined
}
