import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

/** A floating panel at its anchor, above everything, gone at Escape or a click beside it. */
export function Popup(props: {
  anchor: RefObject<HTMLElement | null>
  onClose(): void
  align?: 'start' | 'end'
  children: ReactNode
}): ReactNode {
  const { anchor, onClose, align = 'start' } = props
  const panel = useRef<HTMLDivElement>(null)
  const [style, setStyle] = useState<Record<string, string | number>>({ visibility: 'hidden' })
  useLayoutEffect(() => {
    const place = () => {
      if (anchor.current && panel.current) setStyle(beside(anchor.current, panel.current, align))
    }
    place()
    document.addEventListener('scroll', place, true)
    return () => document.removeEventListener('scroll', place, true)
  }, [anchor, align])
  useEffect(() => {
    const outside = (event: Event) => {
      const target = event.target as Node
      if (!panel.current?.contains(target) && !anchor.current?.contains(target)) onClose()
    }
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      onClose()
      anchor.current?.focus()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('keydown', onEscape, true)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('keydown', onEscape, true)
    }
  }, [anchor, onClose])
  const floor = anchor.current?.closest('dialog') ?? document.body
  return createPortal(
    <div ref={panel} className="popup" style={style}>
      {props.children}
    </div>,
    floor,
  )
}

function beside(anchor: HTMLElement, panel: HTMLElement, align: 'start' | 'end') {
  const at = anchor.getBoundingClientRect()
  const size = panel.getBoundingClientRect()
  const width = Math.max(size.width, align === 'start' ? Math.min(at.width, 480) : 0)
  const left = align === 'start' ? at.left : at.right - width
  const below = innerHeight - at.bottom - 12
  const above = at.top - 12
  const up = below < size.height && above > below
  return {
    minWidth: width,
    left: Math.max(8, Math.min(left, innerWidth - width - 8)),
    maxHeight: Math.max(120, Math.min(480, up ? above : below)),
    ...(up ? { bottom: innerHeight - at.top + 4 } : { top: at.bottom + 4 }),
  }
}
