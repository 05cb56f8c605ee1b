import type { ReactNode } from 'react'
import { isAdmin, personOf, useWorkspace } from '../context.ts'
import type { UserGroup, Who } from '../shape.ts'
import { Avatar } from './avatar.tsx'
import { useDialog } from './modal.tsx'
import { calledOf } from './rights.ts'

/** The workspace's people, user groups and app; those who run it change them here. */
export function Directory({ onClose }: { onClose(): void }): ReactNode {
  const { world } = useWorkspace()
  const box = useDialog()
  const people = world.people.filter(({ kind, id }) => kind !== 'bot' && id !== world.app.userId)
  return (
    <dialog ref={box} className="modal small" aria-label="People and app" onCancel={onClose}>
      <header>
        <h1>People and app</h1>
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </header>
      <div className="modal-body">
        <ul className="members">
          {people.map((who) => (
            <PersonRow key={who.id} who={who} />
          ))}
        </ul>
        <h2>User groups</h2>
        <ul className="members">
          {world.groups.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
        </ul>
        <h2>App</h2>
        <AppRow />
      </div>
    </dialog>
  )
}

function PersonRow({ who }: { who: Who }): ReactNode {
  const { world, start } = useWorkspace()
  const gone = who.kind === 'deactivated'
  const does = gone ? 'Reactivate' : 'Deactivate'
  return (
    <li>
      <Avatar id={who.id} name={who.realName} />
      <span className="who">
        <b>{who.realName}</b> <span className="rank">{calledOf(who.kind)}</span>
      </span>
      {isAdmin(world.me) && who.id !== world.me.id && (
        <button
          type="button"
          className="button"
          aria-label={`${does} ${who.realName}`}
          onClick={() => start({ kind: gone ? 'reactivate' : 'deactivate', person: who.id })}
        >
          {does}
        </button>
      )}
    </li>
  )
}

function GroupRow({ group }: { group: UserGroup }): ReactNode {
  const { world } = useWorkspace()
  const names = group.members.map((id) => personOf(world, id)?.realName ?? id)
  return (
    <li>
      <span className="who">
        <b>@{group.handle}</b> {group.disabled && <span className="rank">Disabled</span>}
        <small>{[group.name, names.join(', ')].filter(Boolean).join(': ')}</small>
      </span>
    </li>
  )
}

function AppRow(): ReactNode {
  const { world, start } = useWorkspace()
  const { name, userId, installed } = world.app
  return (
    <ul className="members">
      <li>
        <Avatar id={userId} name={name} app />
        <span className="who">
          <b>{name}</b> <span className="rank">{installed ? 'Installed' : 'Taken out'}</span>
        </span>
        {isAdmin(world.me) && (
          <button
            type="button"
            className="button"
            onClick={() => start({ kind: installed ? 'uninstall' : 'reinstall' })}
          >
            {installed ? 'Take out' : 'Put back'}
          </button>
        )}
      </li>
    </ul>
  )
}
