import type { ReactNode } from 'react'

/** A person's initials on a colour of their own. */
export function Avatar({
  id,
  name,
  app,
  small,
}: {
  id: string
  name: string
  app?: boolean
  small?: boolean
}): ReactNode {
  const hue = app
    ? 205
    : [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 100_003, 7) * 137.508
  const style = { background: `hsl(${hue} ${app ? 62 : 38}% ${app ? 33 : 42}%)` }
  return (
    <span className={small ? 'avatar small' : 'avatar'} style={style} aria-hidden="true">
      {app ? '✦' : initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters
    .map((word) => [...(word ?? '?')][0] ?? '')
    .join('')
    .toUpperCase()
}
