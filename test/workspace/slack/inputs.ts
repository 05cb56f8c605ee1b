import type { Choice } from './contract.ts'
import { spots } from './elements.ts'
import { type Json, objects, string } from './json.ts'
import type { Values } from './world.ts'

/** The field of `state.values` that an element of this type fills, and the one its initial value stands in. */
const fields: Readonly<Record<string, readonly [field: string, initial: string]>> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  channels_select: ['selected_channel', 'initial_channel'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  checkboxes: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  file_input: ['files', 'initial_files'],
}

/** What a picker makes of a choice, whatever is meant. */
const forms: Readonly<Record<string, RegExp>> = {
  selected_date: /^\d{4}-\d\d-\d\d$/,
  selected_time: /^([01]\d|2[0-3]):[0-5]\d$/,
  selected_date_time: /^\d{10}$/,
}

/** What `state.values` holds for these blocks, keeping what was filled where both ids and the type stay. */
export function stateOf(blocks: unknown, previous: Values): Values {
  const values: Values = {}
  for (const { block, element } of spots(blocks)) {
    const field = fieldOf(element)
    if (!field) continue
    const [blockId, actionId] = [string(block.block_id), string(element.action_id)]
    values[blockId] ??= {}
    values[blockId][actionId] = survivor(element, previous[blockId]?.[actionId]) ?? initial(element, field)
  }
  return values
}

/** The name of the field an element fills; nothing for buttons and menus, which hold no state. */
export function fieldOf(element: Json): string | undefined {
  return Object.hasOwn(fields, string(element.type)) ? fields[string(element.type)]?.[0] : undefined
}

/** What `state.values` would hold after a person's choice; throws where no such choice is offered. */
export function chosen(element: Json, choice: Choice): Json {
  const field = fieldOf(element) ?? ''
  const type = string(element.type)
  if (Array.isArray(choice) !== several(field) && choice !== null) {
    throw new Error(`${type} takes ${several(field) ? 'a list' : 'one value'}`)
  }
  if (choice === null || choice === '') return { type, [field]: several(field) ? [] : null }
  if (Array.isArray(choice)) return { type, [field]: choice.map((it) => single(element, field, it)) }
  return { type, [field]: single(element, field, choice) }
}

/** The options an element offers, groups opened up. */
export function optionsOf(element: Json): Json[] {
  const grouped = objects(element.option_groups).flatMap((it) => objects(it.options))
  return [...objects(element.options), ...grouped]
}

export function isEmpty(value: unknown, field: string): boolean {
  return (
    value === null || value === undefined || (several(field) && Array.isArray(value) && value.length === 0)
  )
}

function several(field: string): boolean {
  return field.endsWith('s') && field !== 'files'
}

function single(element: Json, field: string, choice: string): unknown {
  if (field.startsWith('selected_option')) return optionFor(element, choice)
  const form = forms[field]
  if (form && !form.test(choice)) throw new Error(`${string(element.type)} takes no ${choice}`)
  if (field === 'selected_date_time') return Number(choice)
  if (field === 'rich_text_value') return richText(choice)
  if (element.type === 'plain_text_input' && element.multiline !== true) return choice.replace(/\r?\n/g, ' ')
  return choice
}

function optionFor(element: Json, choice: string): Json {
  const option = optionsOf(element).find((it) => it.value === choice)
  if (!option) throw new Error(`${string(element.action_id)} offers no option ${choice}`)
  return option
}

function richText(text: string): Json {
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] }
  return { type: 'rich_text', elements: [section] }
}

function initial(element: Json, field: string): Json {
  const [, name] = fields[string(element.type)] ?? [field, '']
  const fallback = several(field) || field === 'files' ? [] : null
  return { type: string(element.type), [field]: element[name] ?? fallback }
}

function survivor(element: Json, before: unknown): Json | undefined {
  const [value] = objects([before])
  if (!value || value.type !== element.type) return undefined
  if (value.type === 'external_select' || value.type === 'multi_external_select') return value
  const picked = objects([value.selected_option, ...objects(value.selected_options)])
  const offered = optionsOf(element).map((it) => it.value)
  return picked.every((it) => offered.includes(it.value)) ? value : undefined
}
