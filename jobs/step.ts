import { type Database, isAway } from '../db/database.ts'
import type { Actor, FactType } from '../db/facts.ts'
import type { Log } from '../db/log.ts'
import { closeBucket } from '../db/work/buckets.ts'
import { askAgain, type Costs, claimStep, type Lease, rateChannel, renewLease } from '../db/work/lease.ts'
import { type Answer, delayStep, failStep, finishPaint, finishStep, releaseStep } from '../db/work/outcome.ts'
import { Failure } from './clients/failure.ts'
import { rateOf } from './clients/rates.ts'
import type { Once, Reaction, Scene } from './reaction.ts'
import type { World } from './world.ts'

export interface Workshop {
  db: Database
  log: Log
  world: () => Promise<World>
  reactions: ReadonlyMap<string, Reaction<FactType>>
  /** Called when a step has ended and left something to do. */
  wake: () => void
}

/** A bug is tried this often, and is then a dead letter. */
const triesOfBug = 5
/** An outage is tried for ever; when it has lasted this long, people are told that it is late. */
const lateMs = 30_000
const renewMs = 1_500
const longestWaitMs = 30_000

/** Runs a step, if it is due and nobody else does: one try, whose outcome is recorded whatever it is. */
export async function runStep(shop: Workshop, id: number, name: string): Promise<void> {
  const reaction = shop.reactions.get(name)
  if (!reaction) return
  const claim = await claimStep(shop.db, id, costsOf(reaction))
  if (!claim || 'waitMs' in claim) return
  const { lease } = claim
  const heart = setInterval(() => {
    renewLease(shop.db, lease).catch((error: unknown) =>
      shop.log.warn({ err: error, step: id }, 'lease not renewed'),
    )
  }, renewMs)
  try {
    await act(shop, reaction, await sceneOf(shop, lease))
  } catch (error) {
    await conclude(shop, lease, error)
  } finally {
    clearInterval(heart)
    shop.wake()
  }
}

function costsOf(reaction: Reaction<FactType>): Costs {
  const make = rateOf(reaction.method)
  return { make, look: reaction.kind === 'once' ? rateOf(reaction.lookMethod) : make }
}

async function sceneOf(shop: Workshop, lease: Lease): Promise<Scene> {
  return {
    db: shop.db,
    world: await shop.world(),
    lease,
    place: lease.place,
    get incident() {
      if (lease.incidentId === null) throw new Error(`step ${lease.id} is of no incident`)
      return lease.incidentId
    },
    reactionNamed: (name) => shop.reactions.get(name),
  }
}

async function act(shop: Workshop, reaction: Reaction<FactType>, scene: Scene): Promise<void> {
  if (reaction.kind === 'once') return actOnce(shop, reaction, scene)
  if (reaction.kind === 'keep') {
    const record = await reaction.paint(scene)
    await finishPaint(shop.db, actorOf(reaction), { lease: scene.lease, ...(record ? { record } : {}) })
    return
  }
  if (scene.lease.tries === 1)
    await reaction.tell(scene).catch((error: unknown) => ended(shop, scene.lease, error))
  await finishPaint(shop.db, actorOf(reaction), { lease: scene.lease })
}

async function actOnce(shop: Workshop, reaction: Once<FactType>, scene: Scene): Promise<void> {
  const { lease } = scene
  if (lease.ambiguous) {
    const found = await lookFor(reaction, scene)
    if (found) return finish(shop, reaction, lease, found)
    if (lease.sinceLastAsked < reaction.quietMs)
      return put(shop, lease, 'unanswered', nextLookMs(reaction, lease), false)
    const waitMs = await askAgain(shop.db, lease, rateOf(reaction.method))
    if (waitMs === 'lost') return
    if (waitMs > 0) return put(shop, lease, 'ratelimited', waitMs, false)
  }
  await finish(shop, reaction, lease, await reaction.make(scene))
}

// A look that is refused tells nothing of what was made, so it is no reason to give up or to act blind.
async function lookFor(reaction: Once<FactType>, scene: Scene): Promise<Answer | undefined> {
  try {
    return await reaction.look(scene)
  } catch (error) {
    if (error instanceof Failure && error.kind === 'refused')
      throw new Failure('unanswered', error.code, { method: error.method, cause: error })
    throw error
  }
}

function nextLookMs(reaction: Once<FactType>, lease: Lease): number {
  return Math.max(100, Math.min(reaction.quietMs - lease.sinceLastAsked, backOff(lease.tries), 5_000))
}

async function finish(
  shop: Workshop,
  reaction: Reaction<FactType>,
  lease: Lease,
  answer: Answer,
): Promise<void> {
  await finishStep(shop.db, actorOf(reaction), { lease, answer })
}

async function conclude(shop: Workshop, lease: Lease, error: unknown): Promise<void> {
  ended(shop, lease, error)
  if (!(error instanceof Failure)) {
    // The lease runs out, and whoever then takes the step looks for what this try may have made.
    if (isAway(error)) return
    if (lease.tries >= triesOfBug) return failStep(shop.db, app, { lease, code: 'bug', definite: false })
    return put(shop, lease, 'bug', backOff(lease.tries), false)
  }
  if (error.kind === 'refused') return failStep(shop.db, app, { lease, code: error.code, definite: true })
  if (error.kind === 'limited') {
    const rate = rateOf(error.method) ?? { method: error.method, perChannel: false }
    await closeBucket(shop.db, rate, rateChannel(lease), error.retryAfterMs)
    if (isLate(lease)) return put(shop, lease, error.code, error.retryAfterMs, !lease.ambiguous)
    return releaseStep(shop.db, lease, error.code, error.retryAfterMs)
  }
  const definite = error.kind === 'unreachable' && !lease.ambiguous
  return put(shop, lease, error.code, backOff(lease.tries), definite)
}

async function put(
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

function backOff(tried: number): number {
  return Math.min(longestWaitMs, 500 * 2 ** (tried - 1))
}

function ended(shop: Workshop, lease: Lease, error: unknown): void {
  const level = error instanceof Failure ? 'info' : 'error'
  shop.log[level]({ err: error, step: lease.id, reaction: lease.reaction, try: lease.tries }, 'a try failed')
}

function actorOf(reaction: Reaction<FactType>): Actor {
  return { kind: reaction.needs ?? 'slack' }
}

const app = { kind: 'app' } as const
