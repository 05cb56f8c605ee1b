import type { ReactNode } from 'react'
import { isInsider, useWorkspace } from '../context.ts'
import type { RoomTab } from '../frame/place.ts'
import type { Room } from '../shape.ts'
import { withEmoji } from '../text/emoji.ts'
import { Anchor, Mrkdwn } from '../text/text.tsx'
import { ChannelMenu } from './channel-menu.tsx'
import { Composer } from './composer.tsx'
import { History } from './history.tsx'
import { MembersButton } from './members.tsx'
import { Canvases, Files } from './pages.tsx'
import { Pins } from './pins.tsx'
import { RoomTabs } from './tabs.tsx'

interface RoomProps {
  room: Room
  marked?: string
  tab: RoomTab
  onTab(tab: RoomTab): void
  /** The app's own tabs, in the place of the channel's. */
  tabs?: ReactNode
  drawer: ReactNode
}

export function RoomView({ room, marked, tab, onTab, tabs, drawer }: RoomProps): ReactNode {
  return (
    <main className="room" aria-label={room.name}>
      <RoomHeader room={room} drawer={drawer} />
      {tabs || <RoomTabs room={room} at={tab} onTab={onTab} />}
      {room.bookmarks.length > 0 && <Bookmarks room={room} />}
      {tab === 'canvas' && <Canvases room={room} />}
      {tab === 'files' && <Files room={room} />}
      {tab === 'pins' && <Pins room={room} />}
      {tab === 'messages' && (
        <>
          <History key={room.id} room={room} marked={marked} />
          <Foot room={room} />
        </>
      )}
    </main>
  )
}

function RoomHeader({ room, drawer }: { room: Room; drawer: ReactNode }): ReactNode {
  const direct = room.kind === 'im' || room.kind === 'mpim'
  return (
    <header className="room-header">
      {drawer}
      <h1>{direct ? room.name : <ChannelMenu room={room} />}</h1>
      {room.topic && (
        <div className="topic" title={room.topic} data-testid="topic">
          <Mrkdwn text={room.topic} />
        </div>
      )}
      {!direct && (
        <div className="room-tools">
          <MembersButton room={room} />
        </div>
      )}
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
  const { world, start } = useWorkspace()
  if (room.archived)
    return (
      <div className="foot-note">
        This channel is archived.
        {isInsider(world.me) && (
          <button
            type="button"
            className="button"
            onClick={() => start({ kind: 'unarchive', channel: room.id })}
          >
            Unarchive
          </button>
        )}
      </div>
    )
  if (room.member) return <Composer key={room.id} room={room} />
  return (
    <div className="foot-note">
      <b>#{room.name}</b>
      <button
        type="button"
        className="button primary"
        onClick={() => start({ kind: 'join', channel: room.id })}
      >
        Join channel
      </button>
    </div>
  )
}
