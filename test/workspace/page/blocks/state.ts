import type { Choice } from './host.ts'

/** An element's state as Slack keeps it (`selected_option`, `value`, …) as the plain choice it stands for. */
export function choiceOf(state: unknown): Choice | undefined {
  if (typeof state !== 'object' || state === null) return undefined
  const entries = new Map(Object.entries(state))
  for (const key of single) if (entries.has(key)) return plain(entries.get(key))
  for (const key of several) if (entries.has(key)) return list(entries.get(key))
  return undefined
}

/** What the element shows before anybody has touched it. */
export function initialOf(element: object): Choice | undefined {
  const entries = new Map(Object.entries(element))
  for (const [key, value] of entries) {
    if (key.startsWith('initial_')) return Array.isArray(value) ? list(value) : plain(value)
  }
  return undefined
}

const single = [
  'value',
  'selected_option',
  'selected_user',
  'selected_conversation',
  'selected_channel',
  'selected_date',
  'selected_time',
  'selected_date_time',
]
const several = ['selected_options', 'selected_users', 'selected_conversations', 'selected_channels']

function plain(value: unknown): Choice {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object' && value !== null && 'value' in value) return plain(value.value)
  return null
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map((item) => String(plain(item) ?? '')) : []
}

export const asList = (choice: Choice | undefined): string[] =>
  Array.isArray(choice) ? choice : choice ? [choice] : []

export const asText = (choice: Choice | undefined): string =>
  Array.isArray(choice) ? choice.join(',') : (choice ?? '')
