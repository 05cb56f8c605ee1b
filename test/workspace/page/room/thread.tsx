import type { ReactNode } from 'react'
import type { Room } from '../shape.ts'
import { Composer } from './composer.tsx'
import { repliesTo } from './history.tsx'
import { Message } from './message.tsx'

export function Thread({ room, ts, onClose }: { room: Room; ts: string; onClose(): void }): ReactNode {
  const root = room.messages.find((line) => line.ts === ts)
  if (!root) return null
  return (
    <aside className="thread" aria-label="Thread">
      <header className="room-header">
        <h1>Thread</h1>
        <small>{room.kind === 'channel' || room.kind === 'group' ? `#${room.name}` : room.name}</small>
        <div className="room-tools">
          <button type="button" className="icon-button" aria-label="Close thread" onClick={onClose}>
            ✕
          </button>
        </div>
      </header>
      <div className="history" role="log" aria-label="Replies">
        <Message room={room} line={root} inThread />
        <hr />
        {repliesTo(room, ts).map((line) => (
          <Message key={line.ts} room={room} line={line} inThread />
        ))}
      </div>
      {room.member && !room.archived && <Composer room={room} threadTs={ts} />}
    </aside>
  )
}
