import type { KeyboardEvent, ReactNode } from 'react'

export interface Tab<Name extends string> {
  name: Name
  words: string
  /** A tab without it cannot be turned to. */
  onTurn?(): void
}

/** Tabs in a row, turned through with the arrow keys too. */
export function Tabs<Name extends string>(props: { label: string; at: Name; tabs: Tab<Name>[] }): ReactNode {
  return (
    <div className="tabs" role="tablist" aria-label={props.label} onKeyDown={move}>
      {props.tabs.map(({ name, words, onTurn }) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={props.at === name}
          tabIndex={props.at === name ? 0 : -1}
          disabled={!onTurn}
          onClick={onTurn}
        >
          {words}
        </button>
      ))}
    </div>
  )
}

function move(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const tabs = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:enabled')]
  const next = tabs.at((tabs.findIndex((tab) => tab.matches(':focus')) + step) % tabs.length)
  next?.focus()
  next?.click()
}
