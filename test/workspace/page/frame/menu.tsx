import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Popup } from './popup.tsx'

export interface Item {
  key: string
  label: ReactNode
  detail?: ReactNode
  /** Whether it is the choice made, among those of which one is. */
  checked?: boolean
  /** Begins a part of the menu, under these words. */
  heading?: string
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
      {items.map((item) => (
        <Row key={item.key} item={item} onClose={onClose} />
      ))}
    </div>
  )
}

function Row({ item, onClose }: { item: Item; onClose(): void }): ReactNode {
  const { label, detail, checked, heading, onPick } = item
  const choice = checked === undefined ? {} : ({ role: 'menuitemradio', 'aria-checked': checked } as const)
  return (
    <>
      {heading && (
        <div className="group-label" role="presentation">
          {heading}
        </div>
      )}
      <button
        type="button"
        role="menuitem"
        {...choice}
        onClick={() => {
          onClose()
          onPick()
        }}
      >
        <span>{label}</span>
        {detail && <small>{detail}</small>}
      </button>
    </>
  )
}
