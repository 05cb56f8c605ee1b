import { beat } from '../db/health.ts'
import { forgetOldKeys } from '../db/inbox.ts'
import { type DueStep, offerSteps, untilDue } from '../db/work/due.ts'
import { type AddedStep, drainOutbox } from '../db/work/outbox.ts'
import { fireTimers } from '../db/work/timers.ts'
import { planSteps } from './planned.ts'
import type { Carrier } from './queue.ts'
import { runStep, type Workshop } from './step.ts'

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
  let bell = Promise.withResolvers<void>()
  let stopped = false
  let beatAt = 0
  let forgetAt = Date.now() + forgetMs
  const wake = () => bell.resolve()
  const over = loop()
  return {
    wake,
    async stop() {
      stopped = true
      wake()
      await over
      await Promise.allSettled(here)
    },
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      bell = Promise.withResolvers()
      const waitMs = await pass().catch((error: unknown) => {
        shop.log.warn({ err: error }, 'a pulse failed')
        return everyMs
      })
      await rung(waitMs)
    }
  }

  async function pass(): Promise<number> {
    const world = await shop.world()
    const { facts, urgent } = await drainOutbox(shop.db, (tx, fact) => planSteps(tx, world, fact))
    for (const step of urgent) if (!runHere(step)) void offer({ ...step, unclaimed: false })
    const due = await offerSteps(shop.db, [...shop.reactions.keys()], offersAPass)
    await Promise.all(due.map(offer))
    const fired = await fireTimers(shop.db)
    await beatNow()
    return facts > 0 || fired > 0 || due.length === offersAPass ? 1 : untilDue(shop.db, everyMs)
  }

  async function offer(step: DueStep): Promise<void> {
    if (step.unclaimed) runHere(step)
    else await carrier.offer(step).catch(() => runHere(step))
  }

  // What is urgent, and what the queue did not take or nobody took from it. A full house leaves it to another.
  function runHere({ id, reaction }: AddedStep): boolean {
    if (here.size >= runsHere) return false
    const run = runStep(shop, id, reaction)
      .catch((error: unknown) => shop.log.warn({ err: error, step: id }, 'a step could not be run'))
      .finally(() => here.delete(run))
    here.add(run)
    return true
  }

  async function beatNow(): Promise<void> {
    if (Date.now() - beatAt < beatMs) return
    beatAt = Date.now()
    await beat(shop.db, { id: processId, kind: 'jobs', queueOk: await carrier.check() })
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
