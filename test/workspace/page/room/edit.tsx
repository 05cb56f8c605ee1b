import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWorkspace } from '../context.ts'
import type { Line, Room } from '../shape.ts'
import { typedAgain } from './typed.ts'

/** One's own message, to be written anew. */
export function EditBox(props: { room: Room; line: Line; onDone(): void }): ReactNode {
  const { room, line, onDone } = props
  const { world, act } = useWorkspace()
  const box = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState(() => typedAgain(line.text, world))
  useEffect(() => {
    box.current?.focus()
    box.current?.setSelectionRange(-1, -1)
  }, [])
  const save = () => {
    const text = draft.trim()
    if (text === '') return
    void act({ kind: 'edit', channel: room.id, ts: line.ts, text }).then(onDone, () => undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const enter = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
    if (!enter && event.key !== 'Escape') return
    event.preventDefault()
    if (enter) save()
    else onDone()
  }
  return (
    <div className="edit">
      <textarea
        ref={box}
        rows={2}
        aria-label="Edit message"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="actions">
        <button type="button" className="button" onClick={onDone}>
          Cancel
        </button>
        <button type="button" className="button primary" disabled={draft.trim() === ''} onClick={save}>
          Save
        </button>
      </div>
    </div>
  )
}
