import { type Choice, useHostOfBlock } from './host.ts'
import { choiceOf, initialOf } from './state.ts'

/** How an element is told from its surroundings: what it is called, and whether it is a field of a form. */
export interface Setting {
  blockId: string
  label?: string
  field?: boolean
  dispatches?: boolean
  optional?: boolean
  error?: string
}

/** The element's choice as it stands, and how to change it at once. */
export function useChoice(element: { action_id?: string }, setting: Setting) {
  const host = useHostOfBlock()
  const actionId = element.action_id ?? ''
  const kept = choiceOf(host.values[setting.blockId]?.[actionId])
  const choice = host.draft(actionId) ?? (kept === undefined ? initialOf(element) : kept)
  const choose = (next: Choice) =>
    setting.field || host.place !== 'view' ? host.fill(actionId, next) : host.click(actionId, next)
  return { host, actionId, choice, choose: (next: Choice) => void choose(next).catch(() => undefined) }
}
