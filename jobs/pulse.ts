import { beat } from '../db/health.ts'
import { forgetOldKeys } from '../db/inbox.ts'
import { type DueStep, offerSteps, untilDue } from '../db/work/due.ts'
import type { AddedStep } from '../db/work/new-steps.ts'
import { drainOutbox } from '../db/work/outbox.ts'
import { fireTimers, type Trouble } from '../db/work/timers.ts'
import { knownFacts } from './lifecycle.ts'
import { partsOf } from './planned.ts'
import type { Carrier } from './queue.ts'
import { runStep, type Workshop } from './step.ts'
import type { World } from './world.ts'

export interface Pulse {
  /** Something may be due: look now. */
  wake(): void
  /** Ends after the pass under way and the steps that it runs itself. */
  stop(): Promise<void>
}

const everyMs = 500
const beatMs = 1_000
const forgetMs = 3_600_000
const offersAPass = 100
const runsHere = 16

/** The one loop of a jobs process: facts become steps, due steps are offered, due timers fire. */
export function startPulse(shop: Workshop, carrier: Carrier, processId: string): Pulse {
  const here = new Set<Promise<void>>()
  const queued: AddedStep[] = []
  let bell = Promise.withResolvers<void>()
  let stopped = false
  let forgetAt = Date.now() + forgetMs
  const wake = () => bell.resolve()
  const heart = setInterval(() => void attempt('beat', beatNow), beatMs)
  const over = loop()
  return {
    wake,
    async stop() {
      stopped = true
      clearInterval(heart)
      wake()
      await over
      await Promise.allSettled(here)
    },
  }

  async function loop(): Promise<void> {
    await attempt('beat', beatNow)
    while (!stopped) {
      bell = Promise.withResolvers()
      await rung(await pass())
    }
  }

  // Each question for itself: what one of them trips over does not keep the others from being asked.
  async function pass(): Promise<number> {
    const world = await shop.world()
    const known = knownReactions(shop, world)
    const facts = await attempt('outbox', async () => {
      const drained = await drainOutbox(shop.db, knownFacts, (fact) => partsOf(world, fact))
      for (const step of drained.urgent) runHere(step)
      return drained.facts
    })
    const due = await attempt('steps', async () => {
      const steps = await offerSteps(shop.db, known, offersAPass)
      for (const step of steps) offer(step)
      return steps.length
    })
    const fired = await attempt('timers', () => fireTimers(shop.db, tell))
    if (facts || fired || due === offersAPass) return 1
    return (await attempt('wait', () => untilDue(shop.db, known, everyMs))) ?? everyMs
  }

  async function attempt<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask()
    } catch (error) {
      shop.log.warn({ err: error, what }, 'a pulse failed')
      return undefined
    }
  }

  function tell({ error, ...timer }: Trouble): void {
    shop.log.error({ err: error, ...timer }, 'a timer could not be fired, and is tried again')
  }

  function offer(step: DueStep): void {
    if (step.unclaimed) runHere(step)
    else carrier.offer(step).catch(() => runHere(step))
  }

  // What is urgent, and what the queue did not take or nobody took from it. A full house lets it wait for a place.
  function runHere(step: AddedStep): void {
    if (here.size >= runsHere) {
      queued.push(step)
      return
    }
    const run = runStep(shop, step.id, step.reaction)
      .catch((error: unknown) => shop.log.warn({ err: error, step: step.id }, 'a step could not be run'))
      .finally(() => {
        here.delete(run)
        const next = queued.shift()
        if (next && !stopped) runHere(next)
      })
    here.add(run)
  }

  async function beatNow(): Promise<void> {
    await beat(shop.db, { id: processId, kind: 'jobs', queueOk: await carrier.check() })
    await shop.presence.check()
    if (Date.now() < forgetAt) return
    forgetAt = Date.now() + forgetMs
    await forgetOldKeys(shop.db)
  }

  async function rung(ms: number): Promise<void> {
    const timer = setTimeout(wake, ms)
    await bell.promise
    clearTimeout(timer)
  }
}

// A reaction to a system that this process does not reach is left to one that does; what needs Slack alone waits while
// the app is not in the workspace.
function knownReactions({ reactions, presence }: Workshop, world: World): string[] {
  return [...reactions].flatMap(([name, { needs }]) =>
    (needs ? world[needs] : presence.isHere()) ? [name] : [],
  )
}
