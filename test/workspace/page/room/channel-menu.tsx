import { type ReactNode, useState } from 'react'
import { isAdmin, isInsider, useWorkspace, type Workspace } from '../context.ts'
import { type Item, Menu } from '../frame/menu.tsx'
import type { Act } from '../server/acts.ts'
import type { Room } from '../shape.ts'
import { InviteForm, RenameForm } from './channel-forms.tsx'
import { Members } from './members.tsx'

type Form = 'members' | 'invite' | 'rename'

/** The channel's name, which opens what can be done with the channel. */
export function ChannelMenu({ room }: { room: Room }): ReactNode {
  const workspace = useWorkspace()
  const [form, setForm] = useState<Form>()
  const close = () => setForm(undefined)
  return (
    <>
      <Menu
        label={`${room.name}: what can be done`}
        className="channel-name"
        face={
          <>
            <span aria-hidden="true">{room.kind === 'group' ? '🔒' : '#'}</span>
            <span className="cut">{room.name}</span>
            <small aria-hidden="true">▾</small>
          </>
        }
        items={itemsOf(room, workspace, setForm)}
      />
      {form === 'members' && <Members room={room} onClose={close} />}
      {form === 'invite' && <InviteForm room={room} onClose={close} />}
      {form === 'rename' && <RenameForm room={room} onClose={close} />}
    </>
  )
}

function itemsOf(room: Room, workspace: Workspace, open: (form: Form) => void): Item[] {
  const { me, app } = workspace.world
  const channel = room.id
  const inside = room.member && !room.archived
  const manages = inside && isInsider(me)
  const stays = room.name === 'general'
  const item = (key: string, label: string, on: boolean, onPick: () => void, detail?: string) =>
    on ? [{ key, label, detail, onPick }] : []
  const { does, asked } = movesOf(room, workspace)
  const hasApp = room.members.includes(app.userId)
  return [
    ...item('members', `Members (${room.members.length})`, true, () => open('members')),
    ...item('invite', 'Add people…', manages, () => open('invite')),
    ...item(
      'app',
      `Add ${app.name}`,
      manages && !hasApp,
      does({ kind: 'invite', channel, people: [app.userId] }),
    ),
    ...item(
      'no-app',
      `Remove ${app.name}`,
      manages && hasApp,
      does({ kind: 'remove', channel, person: app.userId }),
    ),
    ...item('rename', 'Rename…', manages, () => open('rename')),
    ...item(
      'private',
      'Make private…',
      isAdmin(me) && room.kind === 'channel' && !stays,
      asked('makePrivate'),
    ),
    ...item('archive', 'Archive…', manages && !stays, asked('archive')),
    ...item('unarchive', 'Unarchive', isInsider(me) && room.archived, does({ kind: 'unarchive', channel })),
    ...item('leave', 'Leave', inside && !stays, does({ kind: 'leave', channel })),
    ...item(
      'delete',
      'Delete…',
      isAdmin(me) && !stays,
      asked('deleteChannel'),
      'For good, with all that was said',
    ),
  ]
}

function movesOf({ id, name }: Room, { start, ask }: Workspace) {
  const does = (act: Act) => () => start(act)
  const asked = (kind: keyof typeof warnings) => async () => {
    const { does: verb, why } = warnings[kind]
    const confirmed = await ask({
      title: { type: 'plain_text', text: `${verb} #${name}?` },
      text: { type: 'plain_text', text: why },
      confirm: { type: 'plain_text', text: verb },
      deny: { type: 'plain_text', text: 'Cancel' },
      style: 'danger',
    })
    if (confirmed) start({ kind, channel: id })
  }
  return { does, asked }
}

const warnings = {
  archive: { does: 'Archive', why: 'Nobody can write in it any more. What was said stays to be read.' },
  makePrivate: {
    does: 'Make private',
    why: 'Only those in it, and whom they add, will see it. It cannot be undone.',
  },
  deleteChannel: { does: 'Delete', why: 'All that was said in it is gone for good.' },
}
