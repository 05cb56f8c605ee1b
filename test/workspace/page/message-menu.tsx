import { type ReactNode, useRef, useState } from 'react'
import { useWorkspace } from './context.ts'
import { emojiOf } from './emoji.ts'
import { Menu } from './menu.tsx'
import { Popup } from './popup.tsx'
import type { Line, Room } from './shape.ts'

/** What can be done with a message, shown as one points at it. */
export function MessageMenu({ room, line }: { room: Room; line: Line }): ReactNode {
  const { world, act, openThread } = useWorkspace()
  const items = world.shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ name, callback_id, description }) => ({
      key: callback_id,
      label: name,
      detail: description,
      onPick: () =>
        void act({ kind: 'messageShortcut', callbackId: callback_id, channel: room.id, ts: line.ts }).catch(
          () => undefined,
        ),
    }))
  return (
    <div className="message-menu">
      <React room={room} line={line} />
      <button
        type="button"
        className="icon-button"
        aria-label="Reply in thread"
        title="Reply in thread"
        onClick={() => openThread(room.id, line.threadTs ?? line.ts)}
      >
        💬
      </button>
      <Menu label="More message actions" face="⋯" align="end" items={items} />
    </div>
  )
}

const handy = [
  'eyes',
  'white_check_mark',
  '+1',
  'raised_hands',
  'rotating_light',
  'fire',
  'pushpin',
  'stopwatch',
  'memo',
  'bulb',
  'thinking_face',
  'tada',
]

function React({ room, line }: { room: Room; line: Line }): ReactNode {
  const { act } = useWorkspace()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const pick = (picked: string) => {
    setOpen(false)
    setName('')
    void act({ kind: 'react', channel: room.id, ts: line.ts, name: picked }).catch(() => undefined)
  }
  return (
    <>
      <button
        type="button"
        ref={anchor}
        className="icon-button"
        aria-label="Add reaction"
        title="Add reaction"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        🙂
      </button>
      {open && (
        <Popup anchor={anchor} onClose={() => setOpen(false)} align="end">
          <div className="palette">
            {handy.map((emoji) => (
              <button
                key={emoji}
                type="button"
                className="icon-button"
                aria-label={emoji}
                onClick={() => pick(emoji)}
              >
                {emojiOf(emoji)}
              </button>
            ))}
            <form
              onSubmit={(event) => {
                event.preventDefault()
                const wanted = name.trim().replaceAll(':', '')
                if (wanted) pick(wanted)
              }}
            >
              <input
                aria-label="Emoji name"
                placeholder=":name: and Enter"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </form>
          </div>
        </Popup>
      )}
    </>
  )
}
