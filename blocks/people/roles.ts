import type { InputBlock, ModalView } from '@slack/types'
import type { Assignment } from '../../db/people/assign.ts'
import type { Role } from '../../db/people/roles.ts'
import { context, incidentName, label, plain } from '../kit.ts'
import { metadata, readMetadata } from '../metadata.ts'
import { oneLine, shorten } from '../text.ts'

export const rolesCallback = 'roles'

/** Who does what: each role with what it means and who holds it, to be chosen anew. */
export function rolesView(incident: number, roles: Role[]): ModalView {
  return {
    type: 'modal',
    callback_id: rolesCallback,
    title: label(`Roles of ${incidentName(incident)}`, 24),
    submit: label('Assign'),
    close: label('Cancel'),
    private_metadata: metadata({ incident, ...Object.fromEntries(roles.map(heldBy)) }),
    blocks: [
      ...roles.map(input),
      context('Whom you choose has the role at once, and is told. To ask first, use `/dispatch handover`.'),
    ],
  }
}

/** Reads the form back: the roles that were chosen anew, each with who held it when the form was opened. */
export function readRoles(view: SubmittedRoles): { incident: number; roles: Assignment[] } {
  const { incident, ...held } = readMetadata(view.private_metadata)
  const roles = Object.entries(held).flatMap(([name, holder]) => {
    const role = name.slice(prefix.length)
    const after = typeof holder === 'string' ? holder : null
    const person = view.state.values[role]?.[role]?.selected_user ?? null
    return person === after ? [] : [{ role, person, after }]
  })
  return { incident, roles }
}

/** The part of a submitted view that a reader of people needs. */
export interface SubmittedRoles {
  private_metadata: string
  state: { values: Record<string, Record<string, { selected_user?: string | null }>> }
}

// A team may call a role as the form calls something else.
const prefix = 'role:'

function heldBy({ key, holder }: Role): [string, string | null] {
  return [`${prefix}${key}`, holder]
}

function input({ key, name, mark, meaning, holder }: Role): InputBlock {
  return {
    type: 'input',
    block_id: key,
    // Somebody leads, always.
    optional: key !== 'commander',
    label: label(`${mark} ${shorten(oneLine(name), 75)}`.trim(), 150),
    ...(meaning === '' ? {} : { hint: plain(meaning, 150) }),
    element: {
      type: 'users_select',
      action_id: key,
      placeholder: label('Nobody'),
      ...(holder === null ? {} : { initial_user: holder }),
    },
  }
}
