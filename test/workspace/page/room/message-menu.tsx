import type { ReactNode } from 'react'
import { useWorkspace } from '../context.ts'
import { type Item, Menu } from '../frame/menu.tsx'
import type { Line, Room } from '../shape.ts'
import { AddReaction } from './reactions.tsx'

interface MenuProps {
  room: Room
  line: Line
  onEdit(): void
}

/** What can be done with a message, shown as one points at it. */
export function MessageMenu({ room, line, onEdit }: MenuProps): ReactNode {
  const { world, openThread } = useWorkspace()
  const writes = room.member && !room.archived
  const own = line.user === world.me.id && !line.app && writes
  const items = useItems(room, line, own, onEdit)
  return (
    <div className="message-menu">
      {writes && <AddReaction room={room} line={line} className="icon-button" />}
      <button
        type="button"
        className="icon-button"
        aria-label="Reply in thread"
        title="Reply in thread"
        onClick={() => openThread(room.id, line.threadTs ?? line.ts)}
      >
        💬
      </button>
      <Menu label="More message actions" face="⋯" align="end" items={items} />
    </div>
  )
}

function useItems(room: Room, line: Line, own: boolean, onEdit: () => void): Item[] {
  const { world, start, ask } = useWorkspace()
  const where = { channel: room.id, ts: line.ts }
  const erase = async () => {
    if (await ask(erasing)) start({ kind: 'erase', ...where })
  }
  const link = `${world.team.url}archives/${room.id}/p${line.ts.replace('.', '')}`
  const shortcuts = world.shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ name, callback_id, description }, index) => ({
      key: callback_id,
      label: name,
      detail: description,
      heading: index === 0 ? world.app.name : undefined,
      onPick: () => start({ kind: 'messageShortcut', callbackId: callback_id, ...where }),
    }))
  return [
    { key: 'link', label: 'Copy link', onPick: () => void navigator.clipboard.writeText(link) },
    ...(own ? [{ key: 'edit', label: 'Edit message', onPick: onEdit }] : []),
    ...(own ? [{ key: 'erase', label: 'Delete message…', onPick: () => void erase() }] : []),
    ...shortcuts,
  ]
}

const erasing = {
  title: { type: 'plain_text', text: 'Delete the message?' },
  text: { type: 'plain_text', text: 'It is gone for everybody, and cannot be brought back.' },
  confirm: { type: 'plain_text', text: 'Delete' },
  deny: { type: 'plain_text', text: 'Cancel' },
  style: 'danger',
} as const
