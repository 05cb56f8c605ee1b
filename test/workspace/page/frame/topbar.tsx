import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../context.ts'
import { Anchor } from '../text/text.tsx'
import { WindableClock } from './clock.tsx'
import { Directory } from './directory.tsx'
import { type Item, Menu } from './menu.tsx'
import { Switcher } from './switcher.tsx'
import { type Theme, useTheme } from './theme.ts'

interface TopbarProps {
  connected: boolean
  replaced: boolean
  onActAs(person: string): void
  onTour(): void
}

export function Topbar({ connected, replaced, onActAs, onTour }: TopbarProps): ReactNode {
  const { world } = useWorkspace()
  return (
    <header className="topbar">
      <span className="team-mark" aria-hidden="true">
        {world.team.name.slice(0, 1)}
      </span>
      <b className="team">{world.team.name}</b>
      {!connected && (
        <span className="connecting" role="status">
          {replaced ? 'Starting anew…' : 'Connecting…'}
        </span>
      )}
      <nav className="links" aria-label="Elsewhere">
        {world.links.map(({ title, href }) => (
          <Anchor key={href} href={href}>
            {title} ↗
          </Anchor>
        ))}
      </nav>
      <WindableClock />
      <Switcher onActAs={onActAs} />
      <PageMenu onTour={onTour} />
    </header>
  )
}

const themes: Record<Theme, string> = { system: 'As the system has it', light: 'Light', dark: 'Dark' }

/** What concerns the page itself rather than the workspace in it. */
function PageMenu({ onTour }: { onTour(): void }): ReactNode {
  const { world } = useWorkspace()
  const [theme, choose] = useTheme()
  const startAnew = useStartAnew()
  const [directory, setDirectory] = useState(false)
  const items: Item[] = [
    { key: 'tour', label: 'Take the tour', detail: 'A few steps through an incident', onPick: onTour },
    {
      key: 'people',
      label: 'People and app…',
      detail: 'Who is who, and what they may do',
      onPick: () => setDirectory(true),
    },
    ...world.links.map(({ title, href }) => ({
      key: href,
      label: `${title} ↗`,
      onPick: () => void window.open(href, '_blank', 'noopener,noreferrer'),
    })),
    ...(world.rebuilds
      ? [{ key: 'reset', label: 'Start anew…', detail: 'All as it was at first', onPick: startAnew }]
      : []),
    ...(['system', 'light', 'dark'] as const).map((one, index) => ({
      key: one,
      label: themes[one],
      checked: theme === one,
      heading: index === 0 ? 'Appearance' : undefined,
      onPick: () => choose(one),
    })),
  ]
  return (
    <>
      {directory && <Directory onClose={() => setDirectory(false)} />}
      <Menu label="Tour, appearance and more" face="⋮" className="bar-button" align="end" items={items} />
    </>
  )
}

function useStartAnew(): () => void {
  const { act, ask } = useWorkspace()
  const start = async () => {
    if (await ask(startingAnew)) await act({ kind: 'reset' })
  }
  return () => void start().catch(() => undefined)
}

const startingAnew = {
  title: { type: 'plain_text', text: 'Start anew?' },
  text: {
    type: 'mrkdwn',
    text: 'Every incident, message and ticket made since the start is dropped, and the clock set back. It takes about as long as the start did.',
  },
  confirm: { type: 'plain_text', text: 'Start anew' },
  deny: { type: 'plain_text', text: 'Keep it' },
  style: 'danger',
} as const
