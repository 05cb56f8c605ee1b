import type { App } from '@slack/bolt'
import { words } from '../../../app/command.ts'
import { doors } from '../../../app/front.ts'
import type { Database } from '../../../db/database.ts'

/** How a listener says what it listens to. */
type Constraint = string | RegExp | { action_id?: string; block_id?: string; callback_id?: string }

/** What the app listens to: by each of Bolt's ways, the names of it. */
export function doorsInCode(): Record<string, string[]> {
  const named = Object.entries(constraints()).map(([way, heard]) => [way, heard.map(nameOf)])
  return { ...Object.fromEntries(named), word: Object.keys(words) }
}

/** Whether a listener hears an id that Slack sends this way. */
export function isHeard(way: 'action' | 'view' | 'options', id: string): boolean {
  return (constraints()[way] ?? []).some((constraint) => {
    if (constraint instanceof RegExp) return constraint.test(id)
    if (typeof constraint === 'string') return constraint === id
    return (constraint.callback_id ?? constraint.action_id) === id
  })
}

function constraints(): Record<string, Constraint[]> {
  const heard: Record<string, Constraint[]> = {}
  const listen = (way: string) => (constraint: Constraint) => {
    heard[way] = [...(heard[way] ?? []), constraint]
  }
  const ways = ['action', 'view', 'shortcut', 'options', 'command', 'event']
  // It is asked for nothing but to listen; no door looks at the database before somebody comes.
  const recorder = Object.fromEntries(ways.map((way) => [way, listen(way)])) as unknown as App
  for (const door of doors) door(recorder, undefined as unknown as Database)
  return heard
}

function nameOf(constraint: Constraint): string {
  if (typeof constraint === 'string') return constraint
  if (constraint instanceof RegExp) return constraint.source
  const { action_id, block_id, callback_id } = constraint
  return action_id && block_id ? `${action_id} in ${block_id}` : (callback_id ?? action_id ?? '')
}
