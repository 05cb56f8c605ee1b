import type { Call } from './contract.ts'

export type Fault =
  | { kind: 'rate limited'; retryAfter: number }
  | { kind: 'error'; code: string }
  | { kind: 'http'; status: number }
  /** Never answers (until the client gives up); nothing is done. */
  | { kind: 'hang' }
  /** The connection is reset before anything is done. */
  | { kind: 'reset' }
  /** The effect is done, then the connection is reset. */
  | { kind: 'reply lost' }
  /** The effect is done, and of the answer come the headers alone. */
  | { kind: 'cut'; how: 'closed' | 'reset' | 'stalled' }
  /** The effect is done this many ms after the connection was reset. */
  | { kind: 'late'; ms: number }
  /** It is done this many ms after it came, and answered then. */
  | { kind: 'held'; ms: number }
  /** The answer comes, this many ms late. */
  | { kind: 'slow'; ms: number }

export interface Faults {
  /** Plays the fault at the nth call (1 = next) that matches; `times` for how many in a row (default 1, Infinity: until cleared). */
  at(match: { method?: string | RegExp; nth?: number; times?: number }, fault: Fault): void
  /** Plays faults at random with a seeded generator: probabilities 0–1 by fault. */
  randomly(seed: number, chances: { fault: Fault; chance: number }[]): void
  /** Enforces tiers and the one-a-second-a-channel rule with 429. Off at start. */
  tiers(on: boolean): void
  /** Every Web API call takes this many ms, to which its answer is delayed. */
  latency(ms: number): void
  clear(): void
  /** Called at every counted message of the wire, before it is handled; may kill a process. */
  onCall(listener: ((call: Call) => void) | undefined): void
}

export interface Sockets {
  readonly open: number
  /** Sends Slack's routine `disconnect` to the nth socket (default: the oldest). */
  recycle(nth?: number, reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void
  /** The nth socket stays open but neither answers pings nor carries envelopes. */
  silence(nth?: number): void
  /** Cuts every connection without a close frame. */
  drop(): void
  /** From now on events are delivered twice, late or in another order. */
  disturb(how: { double?: number; delayMs?: number; shuffle?: number; seed: number } | undefined): void
  /** Delivers a raw event as Slack would; returns its event id. */
  deliver(event: Record<string, unknown>): Promise<string>
}
