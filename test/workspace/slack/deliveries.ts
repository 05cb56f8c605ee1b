import type { Sockets } from './contract.ts'
import { seeded } from './ids.ts'
import { type Json, string } from './json.ts'
import type { Hub } from './sockets.ts'
import type { Timing } from './world.ts'

type Disturbance = Exclude<Parameters<Sockets['disturb']>[0], undefined>

const mostRetries = 3
const heldMs = 50

/** Events on their way to the app: kept while nobody listens, sent again while nobody acks. */
export class Deliveries {
  private readonly hub: Hub
  private readonly timing: Timing
  private readonly later: (ms: number, run: () => void) => void
  private kept: { outer: Json; attempt: number }[] = []
  private held: Json[] = []
  private disturbance: Disturbance | undefined
  private random: () => number = seeded(0)
  /** How many events were sent and are not acked yet. */
  underWay = 0

  constructor(hub: Hub, timing: Timing, later: (ms: number, run: () => void) => void) {
    this.hub = hub
    this.timing = timing
    this.later = later
  }

  disturb(how: Disturbance | undefined): void {
    this.disturbance = how
    this.random = seeded(how?.seed ?? 0)
    if (!how) this.release()
  }

  /** Resolves when first acked, or when the first try has failed. */
  async deliver(outer: Json): Promise<void> {
    const how = this.disturbance
    if (!how) return this.attempt(outer, 0)
    if (this.random() < (how.shuffle ?? 0)) return this.hold(outer)
    const wait = how.delayMs ? this.random() * how.delayMs : 0
    if (wait > 0) this.later(wait, () => void this.attempt(outer, 0))
    else void this.attempt(outer, 0)
    if (this.random() < (how.double ?? 0)) this.later(wait + 5, () => void this.attempt(outer, 1))
    this.release()
  }

  /** A socket is back: what was kept goes out. */
  resume(): void {
    const kept = this.kept
    this.kept = []
    for (const { outer, attempt } of kept) void this.attempt(outer, attempt)
  }

  private async attempt(outer: Json, attempt: number): Promise<void> {
    if (!this.hub.everOpened) return
    const extra = { retry_attempt: attempt, retry_reason: attempt > 0 ? 'timeout' : '' }
    this.underWay++
    const outcome = await this.hub.send('events_api', outer, extra)
    this.underWay--
    if (outcome.kind === 'nobody') this.kept.push({ outer, attempt })
    if (outcome.kind === 'unanswered' && attempt < mostRetries) {
      this.later(this.timing.retryMs, () => void this.attempt(outer, attempt + 1))
    }
  }

  private hold(outer: Json): void {
    this.held.push(outer)
    this.later(heldMs, () => this.release(string(outer.event_id)))
  }

  private release(eventId?: string): void {
    const free = eventId ? this.held.filter((it) => it.event_id === eventId) : this.held
    this.held = this.held.filter((it) => !free.includes(it))
    for (const outer of free.reverse()) void this.attempt(outer, 0)
  }
}
