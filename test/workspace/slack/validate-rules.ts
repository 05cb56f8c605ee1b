import type { Entry, Surface } from './limits.ts'
import { dataRules } from './validate-data.ts'
import { optionRules } from './validate-options.ts'
import { isRecord, type Thing } from './validate-values.ts'

/** Where a thing stands. */
export interface Place {
  surface: Surface
  /** Type of the block around it. */
  block?: string
}

/** Pointer from the thing, and what is wrong there. */
export type Finding = [at: string, message: string]
export type Rule = (thing: Thing, here: { entry: Entry; type: string; place: Place }) => Finding[]

/** The rules of limits.json that are more than the shape of one field, by their id. */
export const rules: Record<string, Rule> = {
  ...dataRules,
  ...optionRules,
  min_le_max: (thing) => [
    ...ordered(thing, 'min_length', 'max_length'),
    ...ordered(thing, 'min_lines', 'max_lines'),
  ],
  number_strings: (thing) => numbers(thing),
  real_date: (thing) => {
    const day = thing.initial_date
    if (typeof day !== 'string') return []
    const at = Date.parse(day)
    const real = !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
    return real ? [] : [['/initial_date', 'must be a valid date']]
  },
  response_url_modal_input_only: (thing, { place }) =>
    thing.response_url_enabled === undefined || (place.surface === 'modal' && place.block === 'input')
      ? []
      : [['', 'invalid additional property: response_url_enabled']],
  dispatch_action_no_file_input: (thing) =>
    thing.dispatch_action === true && isRecord(thing.element) && thing.element.type === 'file_input'
      ? [['/dispatch_action', 'dispatch_action is not supported for element: file_input']]
      : [],
  default_collapsed_needs_collapsible: (thing) =>
    thing.default_collapsed !== undefined && thing.is_collapsible !== true
      ? [['/default_collapsed', 'default_collapsed requires is_collapsible']]
      : [],
  header_divider_not_collapsible: (thing) =>
    thing.has_header_divider !== undefined && thing.is_collapsible === true
      ? [['/has_header_divider', 'has_header_divider is not allowed when is_collapsible']]
      : [],
}

function ordered(thing: Thing, low: string, high: string): Finding[] {
  const [from, to] = [thing[low], thing[high]]
  if (typeof from !== 'number' || typeof to !== 'number' || from <= to) return []
  return [[`/${low}`, `must be at most ${to}`]]
}

function numbers(thing: Thing): Finding[] {
  const names = ['min_value', 'initial_value', 'max_value'].filter((name) => typeof thing[name] === 'string')
  const form = thing.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/
  const wrong = names.filter((name) => !form.test(String(thing[name])))
  if (wrong.length > 0) return wrong.map((name) => [`/${name}`, 'must be a valid number'])
  return names.slice(1).flatMap((name, n): Finding[] => {
    const before = names[n]
    const rises = before === undefined || Number(thing[before]) <= Number(thing[name])
    return rises ? [] : [[`/${name}`, `must be at least ${String(before && thing[before])}`]]
  })
}
