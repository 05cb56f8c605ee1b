import type { ReactNode } from 'react'
import { Blocks } from '../blocks/blocks.tsx'
import { HostContext, useHost } from '../blocks/host.ts'
import { useWorkspace } from '../context.ts'
import type { Sheet } from '../shape.ts'
import { Tabs } from './tabs.tsx'

export function AppHome(props: { home: Sheet | null; drawer: ReactNode; tabs: ReactNode }): ReactNode {
  const { app } = useWorkspace().world
  return (
    <main className="room" aria-label={app.name}>
      <header className="room-header">
        {props.drawer}
        <h1>{app.name}</h1>
      </header>
      {props.tabs}
      <HomeTab home={props.home} />
    </main>
  )
}

function HomeTab({ home }: { home: Sheet | null }): ReactNode {
  const host = useHost('home', home)
  return (
    <div className="home" role="tabpanel" aria-label="Home">
      {home ? (
        <HostContext value={host}>
          <Blocks blocks={home.view.blocks} />
        </HostContext>
      ) : (
        <p className="empty">Nothing is here yet.</p>
      )}
    </div>
  )
}

/** The app's two faces, as tabs. */
export function AppTabs(props: { at: 'home' | 'messages'; onHome(): void; onMessages?(): void }): ReactNode {
  const tabs = [
    { name: 'home', words: 'Home', onTurn: props.onHome } as const,
    { name: 'messages', words: 'Messages', onTurn: props.onMessages } as const,
  ]
  return <Tabs label="The app" at={props.at} tabs={tabs} />
}
