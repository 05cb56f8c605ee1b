/** A clock that stands while no jobs process lives, since then there is nobody who could claim anything. */
export interface Life {
  /** Its first pass over the steps was heard. */
  born(name: string): void
  dead(name: string): void
  /** Milliseconds in which at least one lived. */
  now(): number
  living(): number
}

/** How a pass of the pulse over the steps begins, on the wire to Postgres. */
export const pulse = /with due as \( select s\.id, s\.offered_at/

export function lifeClock(): Life {
  const living = new Set<string>()
  let passed = 0
  let since = performance.now()
  return {
    born: (name) => turn(() => living.add(name)),
    dead: (name) => turn(() => living.delete(name)),
    now: () => turn(() => undefined),
    living: () => living.size,
  }

  function turn(change: () => unknown): number {
    const now = performance.now()
    if (living.size > 0) passed += now - since
    since = now
    change()
    return passed
  }
}
