import type { Database } from '../db/database.ts'
import type { Actor, FactType } from '../db/facts.ts'
import type { Log } from '../db/log.ts'
import { askAgain, type Costs, claimStep, type Lease, renewLease } from '../db/work/lease.ts'
import { type Answer, finishPaint, finishStep, wantAgain } from '../db/work/outcome.ts'
import { Failure } from './clients/failure.ts'
import { rateOf } from './clients/rates.ts'
import { planPart } from './planned.ts'
import type { Presence } from './presence.ts'
import { type Keep, type Once, type Reaction, type Scene, slackQuietMs } from './reaction.ts'
import { backOff, conclude, ended, put } from './trouble.ts'
import type { World } from './world.ts'

export interface Workshop {
  db: Database
  log: Log
  world: () => Promise<World>
  reactions: ReadonlyMap<string, Reaction<FactType>>
  presence: Presence
  /** Called when a step has ended and left something to do. */
  wake: () => void
}

const renewMs = 1_500

/** Runs a step, if it is due and nobody else does: one try, whose outcome is recorded whatever it is. */
export async function runStep(shop: Workshop, id: number, name: string): Promise<void> {
  const reaction = shop.reactions.get(name)
  if (!reaction || !(reaction.needs || shop.presence.isHere())) return
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
  const world = await shop.world()
  return {
    db: shop.db,
    world,
    lease,
    place: lease.place,
    get incident() {
      if (lease.incidentId === null) throw new Error(`step ${lease.id} is of no incident`)
      return lease.incidentId
    },
    reactionNamed: (name) => shop.reactions.get(name),
    plan: (tx, waiting, name) => planPart(tx, world, waiting, name),
  }
}

async function act(shop: Workshop, reaction: Reaction<FactType>, scene: Scene): Promise<void> {
  if (reaction.kind === 'once') return actOnce(shop, reaction, scene)
  if (reaction.kind === 'keep') return actKeep(shop, reaction, scene)
  if (scene.lease.tries === 1)
    await reaction.tell(scene).catch((error: unknown) => ended(shop, scene.lease, error))
  await finishPaint(shop.db, actorOf(reaction), { lease: scene.lease })
}

async function actKeep(shop: Workshop, reaction: Keep<FactType>, scene: Scene): Promise<void> {
  const { lease } = scene
  if (lease.ambiguous && (await askAgain(shop.db, lease, undefined)) === 'lost') return
  const record = await reaction.paint(scene)
  const quietMs = reaction.method === 'none' ? 0 : (reaction.quietMs ?? slackQuietMs)
  const isUnsettled = lease.ambiguous && lease.sinceLastAsked < quietMs
  const paint = {
    ...{ lease, restMs: reaction.restMs ?? 0, unsettledMs: isUnsettled ? quietMs : 0 },
    ...(record ? { record } : {}),
  }
  if (!(await finishPaint(shop.db, actorOf(reaction), paint))) await wantAgain(shop.db, lease)
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

function actorOf(reaction: Reaction<FactType>): Actor {
  return { kind: reaction.needs ?? 'slack' }
}
