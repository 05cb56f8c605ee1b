import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Popup } from './popup.tsx'

export interface Item {
  key: string
  label: ReactNode
  detail?: ReactNode
  onPick(): void
}

/** A button that opens a menu. */
export function Menu(props: {
  label: string
  face: ReactNode
  items: Item[]
  className?: string
  align?: 'start' | 'end'
}): ReactNode {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button
        type="button"
        ref={anchor}
        className={props.className ?? 'icon-button'}
        aria-label={props.label}
        title={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {props.face}
      </button>
      {open && (
        <Popup anchor={anchor} onClose={close} align={props.align}>
          <Items label={props.label} items={props.items} onClose={close} />
        </Popup>
      )}
    </>
  )
}

function Items({ label, items, onClose }: { label: string; items: Item[]; onClose(): void }): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.querySelector('button')?.focus(), [])
  const move = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button.matches(':focus'))
    buttons.at((at + step) % buttons.length)?.focus()
  }
  return (
    <div ref={list} role="menu" aria-label={label} className="menu" onKeyDown={move}>
      {items.length === 0 && <div className="empty">Nothing here</div>}
      {items.map(({ key, label: name, detail, onPick }) => (
        <button
          type="button"
          role="menuitem"
          key={key}
          onClick={() => {
            onClose()
            onPick()
          }}
        >
          <span>{name}</span>
          {detail && <small>{detail}</small>}
        </button>
      ))}
    </div>
  )
}
