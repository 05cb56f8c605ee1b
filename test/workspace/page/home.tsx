import type { ReactNode } from 'react'
import { Blocks } from './blocks.tsx'
import { HostContext, useHost } from './host.ts'
import type { Sheet } from './shape.ts'

export function HomeTab({ home }: { home: Sheet | null }): ReactNode {
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
  const tab = (name: string, here: boolean, onClick?: () => void) => (
    <button type="button" role="tab" aria-selected={here} disabled={!onClick} onClick={onClick}>
      {name}
    </button>
  )
  return (
    <div className="tabs" role="tablist" aria-label="The app">
      {tab('Home', props.at === 'home', props.onHome)}
      {tab('Messages', props.at === 'messages', props.onMessages)}
    </div>
  )
}
