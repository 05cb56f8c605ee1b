import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWorkspace } from '../context.ts'
import type { Who } from '../shape.ts'
import { Avatar } from './avatar.tsx'
import { Popup } from './popup.tsx'
import { calledOf, rights } from './rights.ts'

/** Who one acts as, with what each person is and may do. */
export function Switcher({ onActAs }: { onActAs(person: string): void }): ReactNode {
  const { me } = useWorkspace().world
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button
        type="button"
        ref={anchor}
        className="acting"
        aria-label={`Acting as ${me.realName}, ${calledOf(me.kind)}`}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="acting-words">Acting as</span>
        <Avatar id={me.id} name={me.realName} small />
        <b>{me.realName}</b>
        <span className="rank">{calledOf(me.kind)}</span>
        <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <Popup anchor={anchor} onClose={close} align="end">
          <People
            onPick={(person) => {
              close()
              onActAs(person)
              anchor.current?.focus()
            }}
          />
        </Popup>
      )}
    </>
  )
}

function People({ onPick }: { onPick(person: string): void }): ReactNode {
  const { world } = useWorkspace()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.querySelector<HTMLElement>('[aria-checked=true]')?.focus(), [])
  return (
    <div ref={list} role="menu" aria-label="Acting as" className="menu people" onKeyDown={move}>
      {world.people
        .filter(({ kind }) => kind !== 'bot')
        .map((who) => (
          <Row key={who.id} who={who} chosen={who.id === world.me.id} onPick={onPick} />
        ))}
    </div>
  )
}

function Row(props: { who: Who; chosen: boolean; onPick(person: string): void }): ReactNode {
  const { who, chosen, onPick } = props
  const gone = who.kind === 'deactivated'
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={chosen}
      aria-disabled={gone}
      onClick={() => !gone && onPick(who.id)}
    >
      <Avatar id={who.id} name={who.realName} />
      <span className="who">
        <span>
          <b>{who.realName}</b> <span className="rank">{calledOf(who.kind)}</span>
        </span>
        <small>{rights[who.kind]?.may}</small>
      </span>
      <span aria-hidden="true">{chosen ? '✓' : ''}</span>
    </button>
  )
}

function move(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const rows = [...event.currentTarget.querySelectorAll('button')]
  const at = rows.findIndex((row) => row.matches(':focus'))
  rows.at((at + step) % rows.length)?.focus()
}
