import type { ReactNode } from 'react'
import { useWorkspace } from '../context.ts'
import type { Entry } from '../shape.ts'
import { Avatar } from './avatar.tsx'

interface SidebarProps {
  here: string | null
  atHome: boolean
  onOpen(channel: string): void
  onHome(): void
}

export function Sidebar({ here, atHome, onOpen, onHome }: SidebarProps): ReactNode {
  const { world } = useWorkspace()
  const rooms = world.channels.filter(({ kind }) => kind === 'channel' || kind === 'group').toSorted(byName)
  const mine = rooms.filter(({ member, archived }) => member && !archived)
  const joinable = rooms.filter(({ member, archived }) => !member && !archived)
  const archived = rooms.filter((channel) => channel.archived && channel.member)
  const direct = world.channels.filter(({ kind }) => kind === 'im' || kind === 'mpim')
  const app = direct.find(({ id }) => id === world.app.dm)
  const entry = (channel: Entry) => (
    <ChannelButton key={channel.id} channel={channel} here={channel.id === here} onOpen={onOpen} />
  )
  return (
    <nav className="sidebar" aria-label="Channels and messages">
      <Part title="Channels">{mine.map(entry)}</Part>
      <Part title="Direct messages">{direct.filter((channel) => channel !== app).map(entry)}</Part>
      <Part title="Apps">
        <button
          type="button"
          className={`entry ${app?.unread ? 'unread' : ''}`}
          aria-current={atHome || (app && app.id === here) ? 'page' : undefined}
          onClick={() => (app ? onOpen(app.id) : onHome())}
        >
          <Avatar id={world.app.userId} name={world.app.name} app small />
          <span className="entry-name">{world.app.name}</span>
          <Badge count={app?.pings ?? 0} />
        </button>
      </Part>
      <Part title="Channels to join">{joinable.map(entry)}</Part>
      <Part title="Archived">{archived.map(entry)}</Part>
    </nav>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  if (Array.isArray(children) && children.length === 0) return null
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function ChannelButton(props: { channel: Entry; here: boolean; onOpen(channel: string): void }): ReactNode {
  const { channel, here, onOpen } = props
  const { name, kind, unread, pings } = channel
  const classes = ['entry', unread > 0 && !here && 'unread', !channel.member && 'joinable']
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      aria-label={name}
      aria-description={unread > 0 ? `${unread} unread` : undefined}
      aria-current={here ? 'page' : undefined}
      data-channel={channel.id}
      data-name={name}
      onClick={() => onOpen(channel.id)}
    >
      <span className="entry-mark" aria-hidden="true">
        {kind === 'group' ? '🔒' : kind === 'channel' ? '#' : '●'}
      </span>
      <span className="entry-name">{name}</span>
      <Badge count={here ? 0 : pings} />
    </button>
  )
}

function Badge({ count }: { count: number }): ReactNode {
  if (count === 0) return null
  return (
    <span className="badge" aria-hidden="true">
      {count}
    </span>
  )
}

const byName = (one: Entry, other: Entry) => one.name.localeCompare(other.name)
