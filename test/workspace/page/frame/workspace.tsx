import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { type Workspace, WorkspaceContext } from '../context.ts'
import { RoomView } from '../room/room.tsx'
import { Thread } from '../room/thread.tsx'
import type { Sheet, World } from '../shape.ts'
import { TourCard } from '../tour/card.tsx'
import { useTour } from '../tour/tour.ts'
import type { Seen, Wire } from '../wire.ts'
import { useQuestions } from './confirm.tsx'
import { AppHome, AppTabs } from './home.tsx'
import { Modal } from './modal.tsx'
import { usePlace } from './place.ts'
import { Sidebar } from './sidebar.tsx'
import { useToasts } from './toasts.tsx'
import { Topbar } from './topbar.tsx'

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
  const room = seen.room && seen.room.id === place.channel ? seen.room : null
  const sight = { world, room: place.home ? null : room, view: seen.view ?? null }
  const { tour, restart } = useTour(sight, seen.replaced === true)
  const workspace: Workspace = {
    world,
    ask: questions.ask,
    tell: toasts.tell,
    go(channel, message) {
      setDrawer(false)
      place.go(channel, message)
      if (seen.view && isMereAnswer(seen.view)) workspace.start({ kind: 'closeView' })
    },
    start: (done) => void workspace.act(done).catch(() => undefined),
    openThread: (_channel, ts) => place.setThread(ts),
    showTab: place.setTab,
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
    place.openHome()
    workspace.start({ kind: 'openHome' })
  }
  const actAs = (person: string) => {
    place.reset()
    wire.actAs(person)
  }
  const { dm } = world.app
  const drawerButton = <DrawerButton open={drawer} onPress={() => setDrawer(!drawer)} />
  const tabs = (at: 'home' | 'messages') => (
    <AppTabs at={at} onHome={showHome} onMessages={dm === null ? undefined : () => place.go(dm)} />
  )
  const card = tour && <TourCard tour={tour} />
  const beside = !place.home && place.thread !== undefined && room !== null
  return (
    <WorkspaceContext value={workspace}>
      <div className="page" data-drawer={drawer} data-thread={beside} data-tour={Boolean(tour)}>
        <Topbar
          connected={seen.connected}
          replaced={seen.replaced === true}
          onActAs={actAs}
          onTour={restart}
        />
        <Sidebar
          here={place.home ? null : place.channel}
          atHome={place.home}
          onOpen={workspace.go}
          onHome={showHome}
        />
        {drawer && (
          <button
            type="button"
            className="drawer-shade"
            aria-label="Close the list"
            onClick={() => setDrawer(false)}
          />
        )}
        {!seen.view && card}
        {place.home && <AppHome home={seen.home ?? null} drawer={drawerButton} tabs={tabs('home')} />}
        {!place.home && room && (
          <RoomView
            room={room}
            marked={place.marked}
            tab={place.tab}
            onTab={place.setTab}
            drawer={drawerButton}
            tabs={dm === room.id && tabs('messages')}
          />
        )}
        {beside && room && place.thread && (
          <Thread
            key={place.thread}
            room={room}
            ts={place.thread}
            onClose={() => place.setThread(undefined)}
          />
        )}
      </div>
      {seen.view && (
        <Modal key={`${world.me.id} ${seen.view.id}`} sheet={seen.view} notices={seen.notices ?? []}>
          {card}
        </Modal>
      )}
      {questions.box}
      {toasts.list}
    </WorkspaceContext>
  )
}

function DrawerButton({ open, onPress }: { open: boolean; onPress(): void }): ReactNode {
  return (
    <button
      type="button"
      className="icon-button drawer-button"
      aria-label="Channels"
      aria-expanded={open}
      onClick={onPress}
    >
      ☰
    </button>
  )
}

/** A modal that only tells is done with once one follows its link; a form is not. */
function isMereAnswer({ view }: Sheet): boolean {
  return view.type === 'modal' && !view.submit
}

const none: string[] = []
