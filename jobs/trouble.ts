import { holdStep, lostCodes } from '../db/channel/hold.ts'
import { isAway } from '../db/database.ts'
import { closeBucket } from '../db/work/buckets.ts'
import { type Lease, rateChannel } from '../db/work/lease.ts'
import { bug, delayStep, failStep, releaseStep } from '../db/work/outcome.ts'
import { Failure } from './clients/failure.ts'
import { rateOf } from './clients/rates.ts'
import { goneCodes } from './presence.ts'
import type { Workshop } from './step.ts'

/** The strike with which a step is a dead letter: a bug, or a channel refused that is to be had. */
const lastStrike = 5
/** An outage is tried for ever; when it has lasted this long, people are told that it is late. */
const lateMs = 30_000
const longestWaitMs = 30_000

/** Records how a try ended that failed: a dead letter, put off, held, or left to the next. */
export async function conclude(shop: Workshop, lease: Lease, error: unknown): Promise<void> {
  ended(shop, lease, error)
  if (!(error instanceof Failure)) {
    // The lease runs out, and whoever then takes the step looks for what this try may have made.
    if (isAway(error)) return
    if (isLastStrike(lease)) return failStep(shop.db, app, { lease, code: bug, definite: false })
    return put(shop, lease, bug, backOff(lease.tries), false)
  }
  if (goneCodes.includes(error.code)) {
    await shop.presence.leave()
    return releaseStep(shop.db, lease, error.code, 0)
  }
  if (
    isHeld(error, lease) &&
    (await holdStep(shop.db, app, { lease, code: error.code, definite: isDefinite(error, lease) }))
  )
    return
  if (error.kind === 'refused') return failStep(shop.db, app, { lease, code: error.code, definite: true })
  if (error.kind === 'limited') {
    const rate = rateOf(error.method) ?? { method: error.method, perChannel: false }
    await closeBucket(shop.db, rate, rateChannel(lease), error.retryAfterMs)
    if (isLate(lease)) return put(shop, lease, error.code, error.retryAfterMs, !lease.ambiguous)
    return releaseStep(shop.db, lease, error.code, error.retryAfterMs)
  }
  return put(shop, lease, error.code, backOff(lease.tries), isDefinite(error, lease))
}

// What is refused again and again though the channel is to be had is a dead letter.
function isHeld({ kind, code }: Failure, lease: Lease): boolean {
  return kind === 'lost' || (lostCodes.includes(code) && !isLastStrike(lease))
}

function isLastStrike({ strikes }: Lease): boolean {
  return strikes + 1 >= lastStrike
}

function isDefinite({ kind }: Failure, { ambiguous }: Lease): boolean {
  return kind === 'refused' || (kind !== 'unanswered' && !ambiguous)
}

/** Has a step wait, and told where that makes it late. */
export async function put(
  shop: Workshop,
  lease: Lease,
  code: string,
  waitMs: number,
  definite: boolean,
): Promise<void> {
  await delayStep(shop.db, app, { lease, code, waitMs, definite, late: isLate(lease) })
}

function isLate(lease: Lease): boolean {
  return lease.sinceFirstAsked >= lateMs
}

/** How long to wait after so many tries, in milliseconds. */
export function backOff(tried: number): number {
  return Math.min(longestWaitMs, 500 * 2 ** (tried - 1))
}

/** Logs a try that failed. */
export function ended(shop: Workshop, lease: Lease, error: unknown): void {
  const level = error instanceof Failure ? 'info' : 'error'
  shop.log[level]({ err: error, step: lease.id, reaction: lease.reaction, try: lease.tries }, 'a try failed')
}

const app = { kind: 'app' } as const
