import type { ReactNode } from 'react'
import { Avatar } from './avatar.tsx'
import { isHuman, useWorkspace } from './context.ts'
import { Anchor } from './text.tsx'

export function Topbar({
  onActAs,
  connected,
}: {
  onActAs(person: string): void
  connected: boolean
}): ReactNode {
  const { world } = useWorkspace()
  return (
    <header className="topbar">
      <span className="team-mark" aria-hidden="true">
        {world.team.name.slice(0, 1)}
      </span>
      <b className="team">{world.team.name}</b>
      {!connected && (
        <span className="connecting" role="status">
          Connecting…
        </span>
      )}
      <nav className="links" aria-label="Elsewhere">
        {world.links.map(({ title, href }) => (
          <Anchor key={href} href={href}>
            {title} ↗
          </Anchor>
        ))}
      </nav>
      <label className="acting">
        <span>Acting as</span>
        <Avatar id={world.me.id} name={world.me.realName} small />
        <select value={world.me.id} onChange={(event) => onActAs(event.target.value)}>
          {world.people.filter(isHuman).map(({ id, realName, kind }) => (
            <option key={id} value={id}>
              {realName}
              {kind === 'member' ? '' : ` (${kind})`}
            </option>
          ))}
        </select>
      </label>
    </header>
  )
}
