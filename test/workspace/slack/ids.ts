/** Hands out ids, timestamps and hashes that never repeat in one workspace. */
export class Ids {
  private count = 0
  private lastMicros = 0

  next(prefix: string): string {
    this.count += 1
    return `${prefix}0${this.count.toString(36).toUpperCase().padStart(9, '0')}`
  }

  /** A message id: unique in the workspace and ever increasing. */
  ts(): string {
    this.lastMicros = Math.max(Date.now() * 1000, this.lastMicros + 1)
    const seconds = Math.floor(this.lastMicros / 1_000_000)
    return `${seconds}.${String(this.lastMicros % 1_000_000).padStart(6, '0')}`
  }

  hash(): string {
    return `${Math.floor(Date.now() / 1000)}.${this.short()}`
  }

  /** What Slack puts where an app gave no block_id or action_id. */
  short(): string {
    this.count += 1
    return `${Math.random().toString(36).slice(2, 6)}${this.count.toString(36)}`
  }
}

/** Seconds since 1970. */
export function now(): number {
  return Math.floor(Date.now() / 1000)
}

/** A small seeded generator, so that a run at random can be played again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
