import { isJson, type Json, objects, string } from './json.ts'

export interface Spot {
  block: Json
  element: Json
  /** Inside an input block: filled by a person, sent with the form. */
  input: boolean
}

/** Every interactive element of a list of blocks, in reading order. */
export function spots(blocks: unknown): Spot[] {
  return objects(blocks).flatMap(spotsIn)
}

/** Gives a made-up id to every block and interactive element that has none. */
export function named(blocks: Json[], make: () => string): Json[] {
  for (const block of blocks) {
    block.block_id ??= make()
    named(objects(block.child_blocks), make)
  }
  for (const { element } of spots(blocks)) element.action_id ??= make()
  return blocks
}

function spotsIn(block: Json): Spot[] {
  const at = (element: unknown, input = false): Spot[] =>
    isJson(element) && interactive.has(string(element.type)) ? [{ block, element, input }] : []
  switch (block.type) {
    case 'input':
      return at(block.element, true)
    case 'section':
      return at(block.accessory)
    case 'actions':
    case 'context_actions':
    case 'card':
      return [...objects(block.elements), ...objects(block.actions)].flatMap((it) => at(it))
    case 'carousel':
      return objects(block.elements).flatMap(spotsIn)
    case 'container':
      return spots(block.child_blocks)
    default:
      return []
  }
}

const selects = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
]
const interactive = new Set([
  ...selects,
  ...selects.map((it) => `multi_${it}`),
  'button',
  'overflow',
  'checkboxes',
  'radio_buttons',
  'datepicker',
  'timepicker',
  'datetimepicker',
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'file_input',
  'rich_text_input',
  'workflow_button',
  'feedback_buttons',
  'icon_button',
])
