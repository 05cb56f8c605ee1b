import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWorkspace } from '../context.ts'
import { Menu } from '../frame/menu.tsx'
import type { Room } from '../shape.ts'
import { type Hint, hintsFor, usageOf } from './hints.ts'

/** Where one writes: messages, slash commands, and the global shortcuts beside them. */
export function Composer({ room, threadTs }: { room: Room; threadTs?: string }): ReactNode {
  const { world } = useWorkspace()
  const box = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState('')
  const [at, setAt] = useState(0)
  const [hidden, setHidden] = useState(false)
  const { busy, send } = useSend(room, threadTs)
  const hints = hidden ? [] : hintsFor(draft, world, threadTs !== undefined)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  useEffect(() => grow(box.current))

  const write = (next: string) => {
    setDraft(next)
    setAt(0)
    setHidden(false)
  }
  const take = (hint: Hint) => {
    write(hint.draft)
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const hint = hints[at]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const enter = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
    if (hint && step) setAt((at + step + hints.length) % hints.length)
    else if (hint && (event.key === 'Tab' || (enter && !isWhole(draft, hints)))) take(hint)
    else if (hint && event.key === 'Escape') setHidden(true)
    else if (enter) {
      if (draft.trim() !== '') send(draft.trim())
      write('')
    } else return
    event.preventDefault()
  }
  const where = room.kind === 'im' || room.kind === 'mpim' ? room.name : `#${room.name}`
  const label = threadTs ? 'Reply…' : `Message ${where}`
  return (
    <div className="composer">
      {hints.length > 0 && <Hints hints={hints} at={at} onTake={take} />}
      <div className="composer-box">
        <textarea
          ref={box}
          rows={1}
          aria-label={threadTs ? 'Reply in thread' : label}
          placeholder={label}
          value={draft}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-tools">
          {!threadTs && <Shortcuts />}
          <small className="usage">{busy ? 'Sending…' : usageOf(draft, world)}</small>
          <button
            type="button"
            className="send"
            aria-label="Send"
            disabled={draft.trim() === ''}
            onClick={() => {
              send(draft.trim())
              write('')
            }}
          >
            ➤
          </button>
        </div>
      </div>
    </div>
  )
}

function useSend(room: Room, threadTs: string | undefined) {
  const { act } = useWorkspace()
  const [busy, setBusy] = useState(0)
  const send = async (text: string) => {
    setBusy((count) => count + 1)
    const done =
      text.startsWith('/') && !threadTs
        ? act({ kind: 'command', line: text, channel: room.id })
        : act({ kind: 'say', channel: room.id, text, threadTs })
    await done.catch(() => undefined)
    setBusy((count) => count - 1)
  }
  return { busy: busy > 0, send: (text: string) => void send(text) }
}

function Shortcuts(): ReactNode {
  const { world, act } = useWorkspace()
  const items = world.shortcuts
    .filter(({ type }) => type === 'global')
    .map(({ name, callback_id, description }) => ({
      key: callback_id,
      label: name,
      detail: description,
      onPick: () => void act({ kind: 'shortcut', callbackId: callback_id }).catch(() => undefined),
    }))
  return <Menu label="Shortcuts" face="⚡ Shortcuts" items={items} />
}

function Hints({ hints, at, onTake }: { hints: Hint[]; at: number; onTake(hint: Hint): void }): ReactNode {
  return (
    <div className="hints" role="listbox" aria-label="Suggestions">
      {hints.map((hint, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer handles the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the composer keeps the focus
        <div
          key={hint.key}
          role="option"
          aria-selected={index === at}
          data-active={index === at}
          className="option"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(hint)}
        >
          <span>{hint.text}</span>
          {hint.detail && <small>{hint.detail}</small>}
        </div>
      ))}
    </div>
  )
}

/** Whether what is typed is already one of the hints, so that Enter sends it. */
function isWhole(draft: string, hints: Hint[]): boolean {
  return hints.some((hint) => hint.draft.trim() === draft.trim())
}

function grow(box: HTMLTextAreaElement | null): void {
  if (!box) return
  box.style.height = 'auto'
  box.style.height = `${Math.min(box.scrollHeight, 200)}px`
}
