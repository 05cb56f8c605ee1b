import type { ReactNode } from 'react'
import { Composer } from './composer.tsx'
import { isHuman, personOf, useWorkspace } from './context.ts'
import { withEmoji } from './emoji.ts'
import { History } from './history.tsx'
import { Menu } from './menu.tsx'
import type { Room } from './shape.ts'
import { Anchor, Mrkdwn } from './text.tsx'

export function RoomView(props: {
  room: Room
  marked?: string
  tabs?: ReactNode
  drawer: ReactNode
}): ReactNode {
  const { room, marked, tabs, drawer } = props
  return (
    <main className="room" aria-label={room.name}>
      <RoomHeader room={room} drawer={drawer} />
      {tabs}
      {room.bookmarks.length > 0 && <Bookmarks room={room} />}
      <History key={room.id} room={room} marked={marked} />
      <Foot room={room} />
    </main>
  )
}

function RoomHeader({ room, drawer }: { room: Room; drawer: ReactNode }): ReactNode {
  const { world, go } = useWorkspace()
  const direct = room.kind === 'im' || room.kind === 'mpim'
  const members = room.members.map((id) => personOf(world, id)).filter((who) => who !== undefined)
  const pinned = room.pins.map((ts) => {
    const text = room.messages.find((line) => line.ts === ts)?.text ?? 'An older message'
    return { key: ts, label: withEmoji(text).slice(0, 80), onPick: () => go(room.id, ts) }
  })
  return (
    <header className="room-header">
      {drawer}
      <h1>
        <span aria-hidden="true">{direct ? '' : room.kind === 'group' ? '🔒' : '#'}</span>
        {room.name}
      </h1>
      {room.topic && (
        <div className="topic" title={room.topic} data-testid="topic">
          <Mrkdwn text={room.topic} />
        </div>
      )}
      <div className="room-tools">
        {pinned.length > 0 && (
          <Menu label={`${pinned.length} pinned`} face={`📌 ${pinned.length}`} align="end" items={pinned} />
        )}
        {!direct && (
          <Menu
            label={`${room.members.length} members`}
            face={`👥 ${room.members.length}`}
            align="end"
            items={members.map((who) => ({
              key: who.id,
              label: who.realName,
              detail: isHuman(who) ? who.kind : 'app',
              onPick: () => undefined,
            }))}
          />
        )}
      </div>
    </header>
  )
}

function Bookmarks({ room }: { room: Room }): ReactNode {
  return (
    <nav className="bookmarks" aria-label="Bookmarks">
      {room.bookmarks.map(({ id, title, link, emoji }) => (
        <Anchor key={id} href={link}>
          {withEmoji(emoji ?? ':link:')} {withEmoji(title)}
        </Anchor>
      ))}
    </nav>
  )
}

function Foot({ room }: { room: Room }): ReactNode {
  const { act } = useWorkspace()
  if (room.archived) return <div className="foot-note">This channel is archived.</div>
  if (room.member) return <Composer key={room.id} room={room} />
  return (
    <div className="foot-note">
      <b>#{room.name}</b>
      <button
        type="button"
        className="button primary"
        onClick={() => void act({ kind: 'join', channel: room.id }).catch(() => undefined)}
      >
        Join channel
      </button>
    </div>
  )
}
