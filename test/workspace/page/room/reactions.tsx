import { type ReactNode, useRef, useState } from 'react'
import { personOf, useWorkspace } from '../context.ts'
import { Popup } from '../frame/popup.tsx'
import type { Line, Room } from '../shape.ts'
import { Emoji } from '../text/text.tsx'
import { EmojiPalette } from './palette.tsx'

/** Who reacted how; one's own is given or taken away by a click. */
export function Reactions({ room, line }: { room: Room; line: Line }): ReactNode {
  const { world, start } = useWorkspace()
  if (line.reactions.length === 0) return null
  const writes = room.member && !room.archived
  return (
    <div className="reactions">
      {line.reactions.map(({ name, users }) => {
        const mine = users.includes(world.me.id)
        const names = users.map((id) => personOf(world, id)?.realName ?? id).join(', ')
        const kind = mine ? 'unreact' : 'react'
        return (
          <button
            type="button"
            key={name}
            className={mine ? 'reaction mine' : 'reaction'}
            title={`${names} reacted with :${name}:`}
            aria-label={`${name.replaceAll('_', ' ')}: ${names}`}
            aria-pressed={mine}
            disabled={!writes}
            onClick={() => start({ kind, channel: room.id, ts: line.ts, name })}
          >
            <Emoji name={name} /> {users.length}
          </button>
        )
      })}
      {writes && <AddReaction room={room} line={line} className="reaction" align="start" />}
    </div>
  )
}

export function AddReaction(props: {
  room: Room
  line: Line
  className: string
  align?: 'start' | 'end'
}): ReactNode {
  const { room, line, className, align = 'end' } = props
  const { world, start } = useWorkspace()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const pick = (name: string) => {
    setOpen(false)
    anchor.current?.focus()
    const mine = line.reactions.some((it) => it.name === name && it.users.includes(world.me.id))
    if (!mine) start({ kind: 'react', channel: room.id, ts: line.ts, name })
  }
  return (
    <>
      <button
        type="button"
        ref={anchor}
        className={className}
        aria-label="Add reaction"
        title="Add reaction"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">☺︎</span>
      </button>
      {open && (
        <Popup anchor={anchor} onClose={() => setOpen(false)} align={align}>
          <EmojiPalette onPick={pick} />
        </Popup>
      )}
    </>
  )
}
