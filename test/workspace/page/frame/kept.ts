/** What this browser remembers of the page, where it may remember anything. */
export function kept(name: string): string | null {
  return store()?.getItem(name) ?? null
}

export function keep(name: string, value: string | null): void {
  if (value === null) store()?.removeItem(name)
  else store()?.setItem(name, value)
}

// A browser that forbids storage throws at the mere mention of it.
function store(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
