import { type ReactNode, useState } from 'react'
import { isInsider, personOf, useWorkspace } from '../context.ts'
import { Avatar } from '../frame/avatar.tsx'
import { useDialog } from '../frame/modal.tsx'
import { calledOf } from '../frame/rights.ts'
import type { Room, Who } from '../shape.ts'

/** How many are in the channel, which opens who they are. */
export function MembersButton({ room }: { room: Room }): ReactNode {
  const [open, setOpen] = useState(false)
  const label = `${room.members.length} members`
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        title={label}
        onClick={() => setOpen(true)}
      >
        <span aria-hidden="true">👥</span> {room.members.length}
      </button>
      {open && <Members room={room} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Who is in the channel, and what each of them is. */
export function Members({ room, onClose }: { room: Room; onClose(): void }): ReactNode {
  const { world } = useWorkspace()
  const box = useDialog()
  const members = room.members.map((id) => personOf(world, id)).filter((who) => who !== undefined)
  const title = `In ${room.name}: ${members.length}`
  return (
    <dialog ref={box} className="modal small" aria-label={title} onCancel={onClose}>
      <header>
        <h1>{title}</h1>
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </header>
      <ul className="modal-body members">
        {members.map((who) => (
          <Member key={who.id} room={room} who={who} />
        ))}
      </ul>
    </dialog>
  )
}

function Member({ room, who }: { room: Room; who: Who }): ReactNode {
  const { world, start } = useWorkspace()
  const removable = isInsider(world.me) && room.member && !room.archived && who.id !== world.me.id
  return (
    <li>
      <Avatar id={who.id} name={who.realName} app={who.kind === 'bot'} />
      <span className="who">
        <b>{who.realName}</b> <span className="rank">{calledOf(who.kind)}</span>
      </span>
      {removable && (
        <button
          type="button"
          className="button"
          aria-label={`Remove ${who.realName}`}
          onClick={() => start({ kind: 'remove', channel: room.id, person: who.id })}
        >
          Remove
        </button>
      )}
    </li>
  )
}
