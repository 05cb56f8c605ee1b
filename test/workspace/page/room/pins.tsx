import type { ReactNode } from 'react'
import { useWorkspace } from '../context.ts'
import type { Room } from '../shape.ts'
import { Message } from './message.tsx'

/** The pinned messages, each with the way to where it was said. */
export function Pins({ room }: { room: Room }): ReactNode {
  const { go } = useWorkspace()
  const lines = room.messages.filter(({ ts }) => room.pins.includes(ts))
  return (
    <div className="history" role="tabpanel" aria-label="Pins">
      {lines.map((line) => (
        <div key={line.ts} className="pin">
          <Message room={room} line={line} />
          <button type="button" className="button" onClick={() => go(room.id, line.ts)}>
            Show where it was said
          </button>
        </div>
      ))}
      {lines.length < room.pins.length && (
        <p className="empty">What else is pinned is older than this page.</p>
      )}
    </div>
  )
}
