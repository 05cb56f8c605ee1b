import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { useQuestions } from './confirm.tsx'
import { type Workspace, WorkspaceContext } from './context.ts'
import { AppTabs, HomeTab } from './home.tsx'
import { Modal } from './modal.tsx'
import { RoomView } from './room.tsx'
import type { Room, Sheet, World } from './shape.ts'
import { Sidebar } from './sidebar.tsx'
import { Thread } from './thread.tsx'
import { useToasts } from './toasts.tsx'
import { Topbar } from './topbar.tsx'
import type { Seen, Wire } from './wire.ts'

/** The whole page, once the server has said what there is. */
export function Page({ wire }: { wire: Wire }): ReactNode {
  const seen = useSyncExternalStore(wire.subscribe, wire.seen)
  if (!seen.world) return <p className="waiting">Connecting…</p>
  return <Shown wire={wire} seen={seen} world={seen.world} />
}

function Shown({ wire, seen, world }: { wire: Wire; seen: Seen; world: World }): ReactNode {
  const place = usePlace(wire, world)
  const [drawer, setDrawer] = useState(false)
  const questions = useQuestions()
  const toasts = useToasts(world.me.id, seen.notices ?? none, Boolean(seen.view))
  const { openHome } = place
  const workspace: Workspace = {
    world,
    ask: questions.ask,
    go(channel, message) {
      setDrawer(false)
      place.go(channel, message)
      if (seen.view && isMereAnswer(seen.view))
        void workspace.act({ kind: 'closeView' }).catch(() => undefined)
    },
    openThread: (_channel, ts) => place.setThread(ts),
    async act(act) {
      try {
        return await wire.act(act)
      } catch (error) {
        toasts.tell(error instanceof Error ? error.message : String(error))
        throw error
      }
    },
  }
  const showHome = () => {
    setDrawer(false)
    openHome()
    void workspace.act({ kind: 'openHome' }).catch(() => undefined)
  }
  const actAs = (person: string) => {
    place.reset()
    wire.actAs(person)
  }
  const { dm } = world.app
  const room = seen.room && seen.room.id === place.channel ? seen.room : null
  const drawerButton = (
    <button
      type="button"
      className="icon-button drawer-button"
      aria-label="Channels"
      onClick={() => setDrawer(!drawer)}
    >
      ☰
    </button>
  )
  const tabs = (at: 'home' | 'messages') => (
    <AppTabs at={at} onHome={showHome} onMessages={dm === null ? undefined : () => place.go(dm)} />
  )
  return (
    <WorkspaceContext value={workspace}>
      <div className="page" data-drawer={drawer} data-thread={Boolean(place.thread && room)}>
        <Topbar onActAs={actAs} connected={seen.connected} />
        <Sidebar
          here={place.home ? null : place.channel}
          atHome={place.home}
          onOpen={workspace.go}
          onHome={showHome}
        />
        {place.home ? (
          <main className="room" aria-label={world.app.name}>
            <header className="room-header">
              {drawerButton}
              <h1>{world.app.name}</h1>
            </header>
            {tabs('home')}
            <HomeTab home={seen.home ?? null} />
          </main>
        ) : (
          room && (
            <RoomView
              room={room}
              marked={place.marked}
              drawer={drawerButton}
              tabs={dm === room.id && tabs('messages')}
            />
          )
        )}
        {!place.home && place.thread && room && (
          <Thread
            key={place.thread}
            room={room}
            ts={place.thread}
            onClose={() => place.setThread(undefined)}
          />
        )}
      </div>
      {seen.view && (
        <Modal key={`${world.me.id} ${seen.view.id}`} sheet={seen.view} notices={seen.notices ?? []} />
      )}
      {questions.box}
      {toasts.list}
    </WorkspaceContext>
  )
}

/** A modal that only tells is done with once one follows its link; a form is not. */
function isMereAnswer({ view }: Sheet): boolean {
  return view.type === 'modal' && !view.submit
}

const none: string[] = []

/** Where one is: a channel, perhaps a message of it, a thread beside it, or the app's Home. */
function usePlace(wire: Wire, world: World) {
  const [wanted, setWanted] = useState<string | null>(location.hash.slice(1) || null)
  const [home, setHome] = useState(false)
  const [thread, setThread] = useState<string>()
  const [marked, setMarked] = useState<string>()
  const channel = world.channels.some(({ id }) => id === wanted) ? wanted : firstChannel(world)
  useEffect(() => wire.open(home ? null : channel), [wire, channel, home])
  useEffect(() => {
    const at = home || !channel ? '' : `#${channel}`
    history.replaceState(null, '', `?as=${encodeURIComponent(world.me.name)}${at}`)
  }, [channel, home, world.me.name])
  const go = (next: string, message?: string) => {
    if (next !== channel) setThread(undefined)
    setHome(false)
    setWanted(next)
    setMarked(message)
  }
  return {
    channel,
    home,
    thread,
    marked,
    go,
    setThread,
    openHome: () => setHome(true),
    reset() {
      setThread(undefined)
      setMarked(undefined)
    },
  }
}

function firstChannel(world: World): Room['id'] | null {
  const mine = world.channels.filter(({ member, archived }) => member && !archived)
  return (mine.find(({ name }) => name === 'general') ?? mine[0] ?? world.channels[0])?.id ?? null
}
