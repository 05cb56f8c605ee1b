import { type ReactNode, useEffect, useRef, useState } from 'react'
import { emojiOf, findEmoji } from '../text/emoji.ts'

/** The emoji at hand, and all others by their names. */
export function EmojiPalette({ onPick }: { onPick(name: string): void }): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().replaceAll(':', '').toLowerCase()
  const names = wanted === '' ? handy : findEmoji(wanted).slice(0, mostShown)
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      className="palette"
      onSubmit={(event) => {
        event.preventDefault()
        const name = emojiOf(wanted) ? wanted : names[0]
        if (name) onPick(name)
      }}
    >
      <input
        ref={field}
        type="search"
        aria-label="Emoji name"
        placeholder="Name, then Enter"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {names.map((name) => (
        <button
          key={name}
          type="button"
          className="icon-button"
          aria-label={name}
          title={`:${name}:`}
          onClick={() => onPick(name)}
        >
          {emojiOf(name)}
        </button>
      ))}
      {names.length === 0 && <span className="empty">No such emoji</span>}
    </form>
  )
}

const mostShown = 36

const handy = [
  'pushpin',
  'eyes',
  'white_check_mark',
  '+1',
  'raised_hands',
  'rotating_light',
  'fire',
  'stopwatch',
  'memo',
  'bulb',
  'thinking_face',
  'tada',
]
