import type { ModalView } from '@slack/types'
import type { Role } from '../../db/people/roles.ts'
import { incidentName, label, type Message, section, somebody } from '../kit.ts'
import { inert, oneLine } from '../text.ts'
import { claimButton, roleName } from './role-name.ts'

/** Every role, with who holds it and Claim, for one who has not said which. */
export function claimsView(incident: number, roles: Role[], person: string): ModalView {
  return view(
    incident,
    roles.map((role) => ({
      ...section(
        `${role.mark} ${roleName(role)} · ${role.holder === person ? 'you' : somebody(role.holder)}\n${inert(oneLine(role.meaning))}`.trim(),
        ...(role.holder === person ? [] : [claimButton(incident, role)]),
      ),
      block_id: `claim_${role.key}`,
    })),
  )
}

/** What it becomes once a role is claimed. */
export function claimedView(incident: number, role: Pick<Role, 'name'>): ModalView {
  return view(incident, [section(`:white_check_mark: ${youAre(incident, role)}`)])
}

/** Asked before a role is taken from somebody. */
export function takeOver(incident: number, role: Role): Message {
  const text = `${somebody(role.holder)} is ${roleName(role)} of ${incidentName(incident)} now, and is told if you take over.`
  return { text, blocks: [section(text, claimButton(incident, role, 'Take it over'))] }
}

export function youAre(incident: number, role: Pick<Role, 'name'>): string {
  return `You are ${roleName(role)} of ${incidentName(incident)} now.`
}

function view(incident: number, blocks: ModalView['blocks']): ModalView {
  const title = label(`Roles of ${incidentName(incident)}`, 24)
  return { type: 'modal', callback_id: 'claims', title, close: label('Close'), blocks }
}
