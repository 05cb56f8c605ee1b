import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { withEmoji } from '../text/emoji.ts'

export interface Pick {
  value: string
  text: string
  detail?: string
}

export interface Group {
  label?: string
  options: Pick[]
}

const searchableFrom = 8

/** The open list of a picker, moved through with the arrow keys. */
export function Options(props: {
  id: string
  label: string
  groups: Group[]
  chosen: string[]
  several?: boolean
  onSearch?(query: string): Promise<Group[]>
  least?: number
  onPick(option: Pick): void
}): ReactNode {
  const [query, setQuery] = useState('')
  const { groups, waiting } = useGroups(props.groups, query, props.onSearch)
  const box = useRef<HTMLDivElement>(null)
  const flat = groups.flatMap(({ options }) => options)
  const [at, setAt] = useState(() => flat.findIndex(({ value }) => props.chosen.includes(value)))
  const searchable =
    props.onSearch !== undefined || props.groups.flatMap(({ options }) => options).length >= searchableFrom

  useEffect(() => box.current?.querySelector<HTMLElement>('input, [role=listbox]')?.focus(), [])
  useEffect(() => {
    box.current?.querySelector('[data-active=true]')?.scrollIntoView({ block: 'nearest' })
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + flat.length) % Math.max(1, flat.length))
    const option = flat[Math.max(0, at)]
    if (event.key === 'Enter' && option) props.onPick(option)
    if (step || event.key === 'Enter') event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the list and of its search box
    <div className="options" ref={box} onKeyDown={onKeyDown}>
      {searchable && (
        <input
          type="search"
          aria-label={`Search ${props.label}`}
          placeholder="Search"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
        />
      )}
      <div
        role="listbox"
        id={props.id}
        aria-label={props.label}
        aria-multiselectable={props.several}
        tabIndex={-1}
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
          <div key={group.label ?? ''} role="group" aria-label={group.label ?? props.label}>
            {group.label && <div className="group-label">{withEmoji(group.label)}</div>}
            {group.options.map((option) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles its keys
              // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus
              <div
                key={option.value}
                role="option"
                aria-selected={props.chosen.includes(option.value)}
                data-active={flat[at] === option}
                className="option"
                onClick={() => props.onPick(option)}
              >
                <span>{withEmoji(option.text)}</span>
                {option.detail && <small>{withEmoji(option.detail)}</small>}
              </div>
            ))}
          </div>
        ))}
        {flat.length === 0 && <div className="empty">{emptyWords(query, waiting, props.least)}</div>}
      </div>
    </div>
  )
}

function emptyWords(query: string, waiting: boolean, least = 0): string {
  if (query.trim().length < least) return `Type ${least} characters or more`
  return waiting ? 'Searching…' : 'No results'
}

function useGroups(given: Group[], query: string, onSearch?: (query: string) => Promise<Group[]>) {
  const [answer, setAnswer] = useState<Group[]>()
  const search = useRef(onSearch)
  search.current = onSearch
  useEffect(() => {
    if (!search.current) return
    let stale = false
    setAnswer(undefined)
    const timer = setTimeout(() => {
      search.current?.(query).then(
        (groups) => stale || setAnswer(groups),
        () => stale || setAnswer([]),
      )
    }, 200)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [query])
  if (onSearch) return { groups: answer ?? [], waiting: answer === undefined }
  const wanted = query.trim().toLowerCase()
  const groups = given
    .map((group) => ({
      ...group,
      options: group.options.filter(({ text }) => text.toLowerCase().includes(wanted)),
    }))
    .filter(({ options }) => options.length > 0)
  return { groups, waiting: false }
}
