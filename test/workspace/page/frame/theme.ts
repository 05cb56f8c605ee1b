import { useState } from 'react'
import { keep, kept } from './kept.ts'

/** Light or dark; unless chosen, as the system has it. */
export type Theme = 'system' | 'light' | 'dark'

export function useTheme(): [Theme, (next: Theme) => void] {
  const [theme, setTheme] = useState(themeKept)
  const choose = (next: Theme) => {
    keep('theme', next === 'system' ? null : next)
    applyTheme()
    setTheme(next)
  }
  return [theme, choose]
}

/** Shows the page as it was last chosen. */
export function applyTheme(): void {
  const theme = themeKept()
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

function themeKept(): Theme {
  const chosen = kept('theme')
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}
