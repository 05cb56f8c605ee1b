import type { ModalView, StaticSelect } from '@slack/types'
import type { Role } from '../../db/people/roles.ts'
import { context, incidentName, label, option, person, section } from '../kit.ts'
import { metadata, readMetadata } from '../metadata.ts'
import { oneLine } from '../text.ts'

export const handoverCallback = 'handover'

/** Which role is offered, and to whom. */
export function handoverView(
  incident: number,
  roles: Role[],
  chosen: { role: string; to?: string },
): ModalView {
  return {
    type: 'modal',
    callback_id: handoverCallback,
    title: label(`Hand over ${incidentName(incident)}`, 24),
    submit: label('Ask'),
    close: label('Cancel'),
    private_metadata: metadata({ incident }),
    blocks: [
      { type: 'input', block_id: 'role', label: label('Role'), element: roleSelect(roles, chosen.role) },
      {
        type: 'input',
        block_id: 'person',
        label: label('To'),
        element: {
          type: 'users_select',
          action_id: 'person',
          placeholder: label('Who can take it'),
          ...(chosen.to === undefined ? {} : { initial_user: chosen.to }),
        },
      },
      context(
        'The role moves when that person accepts. Without an answer in 15 minutes it stays where it is.',
      ),
    ],
  }
}

export function readHandover(view: SubmittedHandover): { incident: number; role: string; to: string } {
  const { role, person } = view.state.values
  return {
    incident: readMetadata(view.private_metadata).incident,
    role: role?.role?.selected_option?.value ?? '',
    to: person?.person?.selected_user ?? '',
  }
}

/** The part of the submitted view that is read. */
export interface SubmittedHandover {
  private_metadata: string
  state: {
    values: Record<
      string,
      Record<string, { selected_user?: string | null; selected_option?: { value: string } | null }>
    >
  }
}

function roleSelect(roles: Role[], chosen: string): StaticSelect {
  const options = roles.map((role) =>
    option(`${role.mark} ${oneLine(role.name)}`.trim(), role.key, role.meaning),
  )
  const initial = options[roles.findIndex((role) => role.key === chosen)]
  const select: StaticSelect = { type: 'static_select', action_id: 'role', options }
  return initial ? { ...select, initial_option: initial } : select
}

/** What the form becomes: who is asked now. */
export function askedView(incident: number, to: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'handover_asked',
    title: label(`Hand over ${incidentName(incident)}`, 24),
    close: label('Close'),
    blocks: [section(`:handshake: ${person(to)} is asked. You will be told of the answer.`)],
  }
}
