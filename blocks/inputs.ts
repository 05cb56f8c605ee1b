import type { InputBlock, PlainTextOption } from '@slack/types'
import { label, limits } from './kit.ts'
import { clean, shorten } from './text.ts'

interface Asking {
  /** Its `block_id` and `action_id`, by which the answer is read back. */
  id: string
  name: string
  optional?: boolean
  hint?: string
}

/** An input for words; what stands in it is shown as far as Slack's limit goes. */
export function wordsInput(
  asking: Asking & { initial: string; multiline?: boolean; placeholder?: string },
): InputBlock {
  const shown = shorten(clean(asking.initial), limits.input)
  return input(asking, {
    type: 'plain_text_input',
    action_id: asking.id,
    max_length: limits.input,
    ...(asking.multiline ? { multiline: true } : {}),
    ...(asking.placeholder ? { placeholder: label(asking.placeholder) } : {}),
    ...(shown === '' ? {} : { initial_value: shown }),
  })
}

/** A choice of one. */
export function choiceInput(asking: Asking & { options: PlainTextOption[]; initial: string }): InputBlock {
  const initial = asking.options.find((one) => one.value === asking.initial)
  return input(asking, {
    type: 'static_select',
    action_id: asking.id,
    options: asking.options,
    ...(initial ? { initial_option: initial } : {}),
  })
}

/** A day and a time of it, which Slack asks and shows in the person's own zone. */
export function momentInput(asking: Asking & { initial: Date | null }): InputBlock {
  return input(asking, {
    type: 'datetimepicker',
    action_id: asking.id,
    ...(asking.initial ? { initial_date_time: secondsOf(asking.initial) } : {}),
  })
}

/** The moment that stands in an input, or null. */
export function momentIn(view: Submitted, id: string): Date | null {
  const seconds = answerIn(view, id)?.selected_date_time
  return typeof seconds === 'number' ? new Date(seconds * 1000) : null
}

export function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

export function input({ id, name, optional, hint }: Asking, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: label(name),
    ...(optional ? { optional } : {}),
    ...(hint ? { hint: label(hint, 2000) } : {}),
    element,
  }
}

/** The part of a submitted view that a reader needs. */
export interface Submitted {
  private_metadata: string
  state: { values: Record<string, Record<string, Answer>> }
}

interface Answer {
  value?: string | null | undefined
  selected_option?: { value: string } | null | undefined
  selected_options?: { value: string }[] | null | undefined
  selected_user?: string | null | undefined
  selected_date_time?: number | null | undefined
}

/** What stands in an input: words, one key, or several; nothing where the view has no such input. */
export function answerIn(view: Submitted, id: string): Answer | undefined {
  return view.state.values[id]?.[id]
}
