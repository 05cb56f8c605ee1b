import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { Line, Room } from '../shape.ts'
import { useTimes } from '../text/times.ts'
import { isSystemLine, Message } from './message.tsx'

/** The channel's messages, the newest in sight unless one has scrolled away from it. */
export function History({ room, marked }: { room: Room; marked?: string }): ReactNode {
  const { box, behind, onScroll, toEnd } = useEnd(room)
  const main = room.messages.filter((line) => isMain(line))
  return (
    <div
      className="history"
      ref={box}
      onScroll={onScroll}
      role="log"
      aria-label={`Messages in ${room.name}`}
      tabIndex={-1}
    >
      <Beginning room={room} />
      {main.map((line, index) => (
        <Dated key={line.ts} line={line} before={main[index - 1]}>
          <Message
            room={room}
            line={line}
            follows={isFollowing(line, main[index - 1], room)}
            replies={repliesTo(room, line.ts)}
            marked={line.ts === marked}
          />
        </Dated>
      ))}
      {behind && (
        <button type="button" className="to-end" onClick={toEnd}>
          ↓ New messages
        </button>
      )}
    </div>
  )
}

export function repliesTo(room: Room, ts: string): Line[] {
  return room.messages.filter((line) => line.threadTs === ts && line.ts !== ts)
}

function Beginning({ room }: { room: Room }): ReactNode {
  if (room.kind === 'im' || room.kind === 'mpim')
    return <p className="beginning">Between you and {room.name} alone.</p>
  return (
    <div className="beginning">
      <h2>
        {room.kind === 'group' ? '🔒 ' : '# '}
        {room.name}
      </h2>
      {room.purpose && <p>{room.purpose}</p>}
    </div>
  )
}

function Dated({ line, before, children }: { line: Line; before?: Line; children: ReactNode }): ReactNode {
  const { dayOf } = useTimes()
  const day = dayOf(line.ts)
  return (
    <>
      {(!before || dayOf(before.ts) !== day) && (
        <div className="day">
          <span>{day}</span>
        </div>
      )}
      {children}
    </>
  )
}

function useEnd(room: Room) {
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const shown = useRef<string>(undefined)
  const [behind, setBehind] = useState(false)
  const last = room.messages.at(-1)?.ts
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight })
  useLayoutEffect(() => {
    if (atEnd.current) toEnd()
    else if (last !== shown.current) setBehind(true)
    shown.current = last
  })
  const onScroll = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = box.current ?? {}
    atEnd.current = scrollHeight - scrollTop - clientHeight < 60
    if (atEnd.current) setBehind(false)
  }
  return { box, behind, onScroll, toEnd }
}

function isMain(line: Line): boolean {
  return line.threadTs === undefined || line.threadTs === line.ts || line.subtype === 'thread_broadcast'
}

function isFollowing(line: Line, before: Line | undefined, room: Room): boolean {
  if (!before || isSystemLine(before) || isSystemLine(line)) return false
  if (before.whisper !== line.whisper || room.pins.includes(line.ts)) return false
  return before.user === line.user && before.app === line.app && Number(line.ts) - Number(before.ts) < 300
}
