import { spots } from './elements.ts'
import { fieldOf, isEmpty } from './inputs.ts'
import { type Json, objects, points, string } from './json.ts'
import type { ShownView } from './world.ts'

const longestInput = 3000

/** What Slack's client itself objects to before it sends a form, by block_id. */
export function objections(shown: ShownView): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { block, element, input } of spots(shown.view.blocks)) {
    if (!input) continue
    const blockId = string(block.block_id)
    const [value] = objects([shown.values[blockId]?.[string(element.action_id)]])
    const field = fieldOf(element) ?? ''
    const objection = isEmpty(value?.[field], field)
      ? block.optional !== true && 'Please complete this required field.'
      : wrong(element, value?.[field])
    if (objection) errors[blockId] = objection
  }
  return errors
}

/** Which blocks of a view may carry an error. */
export function inputBlocks(shown: ShownView): Set<string> {
  return new Set(
    spots(shown.view.blocks)
      .filter((it) => it.input)
      .map((it) => string(it.block.block_id)),
  )
}

function wrong(element: Json, value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY)
    return value.length > most ? `Please choose at most ${most}.` : undefined
  }
  if (typeof value !== 'string') return undefined
  switch (element.type) {
    case 'plain_text_input':
      return wrongLength(element, value)
    case 'number_input':
      return wrongNumber(element, value)
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? undefined : 'Please enter a valid e-mail address.'
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.'
    default:
      return undefined
  }
}

function wrongLength(element: Json, value: string): string | undefined {
  const most = Number(element.max_length ?? longestInput)
  const least = Number(element.min_length ?? 0)
  if (points(value) > most) return `Please use at most ${most} characters.`
  return points(value) < least ? `Please use at least ${least} characters.` : undefined
}

function wrongNumber(element: Json, value: string): string | undefined {
  const number = Number(value)
  const whole = element.is_decimal_allowed === true || Number.isInteger(number)
  if (value.trim() === '' || !Number.isFinite(number) || !whole) return 'Please enter a valid number.'
  const tooSmall = element.min_value !== undefined && number < Number(element.min_value)
  const tooBig = element.max_value !== undefined && number > Number(element.max_value)
  return tooSmall || tooBig ? 'Please enter a number in the allowed range.' : undefined
}
