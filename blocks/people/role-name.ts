import type { Role } from '../../db/people/roles.ts'
import { button, type Mrkdwn } from '../kit.ts'
import { readValue, wordOf } from '../metadata.ts'
import { inert, oneLine, shorten } from '../text.ts'

export const claimAction = 'claim_role'
export const handOverAction = 'hand_over'

/** A role as messages name it. */
export function roleName({ name }: Pick<Role, 'name'>): Mrkdwn {
  return `*${inert(shorten(oneLine(name), 75))}*`
}

/** "Claim" takes a free role at once, and one that somebody holds after a question. */
export function claimButton(incident: number, { key, holder }: Pick<Role, 'key' | 'holder'>, text = 'Claim') {
  return button(
    text,
    claimAction,
    claimValue(incident, key, holder),
    holder === null || text !== 'Claim' ? {} : { confirm: takeOver },
  )
}

/** What a button that claims a role carries. */
export function claimValue(incident: number, role: string, after: string | null): string {
  return JSON.stringify({ incident, role, after })
}

export function handOverButton(incident: number, role: string, text = 'Hand over') {
  return button(text, handOverAction, JSON.stringify({ incident, role }))
}

/** What the buttons of a role carry; `after` is who held it when the button was shown. */
export interface RoleValue {
  incident: number
  role: string
  after?: string | null
}

export function readRoleValue(value: string | undefined): RoleValue {
  const { incident, role, after } = readValue(value)
  if (after === undefined) return { incident, role: wordOf(role) }
  return { incident, role: wordOf(role), after: after === null ? null : wordOf(after) }
}

const takeOver = {
  title: { type: 'plain_text', text: 'Take it over?' },
  text: { type: 'plain_text', text: 'Somebody holds this role now. They are told that you took it over.' },
  confirm: { type: 'plain_text', text: 'Take it over' },
  deny: { type: 'plain_text', text: 'Cancel' },
} as const
