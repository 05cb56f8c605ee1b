import { sql } from 'drizzle-orm'
import { onTestFinished, vi } from 'vitest'
import { connectWorkspace } from '../../db/configuration/verbs.ts'
import { createLog } from '../../db/log.ts'
import { drainOutbox } from '../../db/work/outbox.ts'
import { knownFacts, reactions } from '../../jobs/lifecycle.ts'
import { partsOf } from '../../jobs/planned.ts'
import { keepPresence, type Presence } from '../../jobs/presence.ts'
import { runStep, type Workshop } from '../../jobs/step.ts'
import { app, type Ground, openGround, report } from '../db/ground.ts'
import { rowOf } from '../db/work/steps.ts'
import { type FarSide, farSide, theWorkspace } from './far-side.ts'

/** A database with the app's own reactions, which run only when a test says so. */
export interface Bench extends Ground, FarSide {
  presence: Presence
  /** How often a step said that it left something to do. */
  wakes(): number
  /** Turns the facts that wait into steps. */
  plan(): Promise<void>
  /** Reports and plans; answers the incident. */
  begin(): Promise<number>
  /** The same, after all that was done before is forgotten. */
  beginAnew(): Promise<number>
  /** Has the incident's channel opened, and forgets the calls for it. */
  withChannel(incident: number): Promise<void>
  /** The id of the incident's step; throws where there is not exactly one. */
  stepOf(reaction: string, incident: number): Promise<number>
  /** Runs the step as if it were due now. */
  run(step: number): Promise<void>
  row(step: number): Promise<Record<string, unknown>>
}

export async function openBench(configuration = ''): Promise<Bench> {
  const ground = await openGround(configuration)
  const far = farSide()
  let wakes = 0
  const presence = keepPresence(ground.db, createLog('silent', 'test'), async () => far.world)
  const shop: Workshop = {
    db: ground.db,
    log: createLog('silent', 'test'),
    world: async () => far.world,
    reactions,
    presence,
    wake: () => void wakes++,
  }
  await connectWorkspace(ground.db, app, theWorkspace)
  const plan = async () => void (await drainOutbox(ground.db, knownFacts, (fact) => partsOf(far.world, fact)))
  const bench: Bench = {
    ...ground,
    ...far,
    presence,
    wakes: () => wakes,
    plan,
    async begin() {
      const incident = await report(ground)
      await plan()
      return incident
    },
    async beginAnew() {
      await ground.db.execute(sql`truncate steps, buckets, facts, outbox`)
      for (const list of [far.calls, far.channels, far.tickets, far.posts]) list.length = 0
      return bench.begin()
    },
    async withChannel(incident) {
      await bench.run(await bench.stepOf('openChannel', incident))
      await plan()
      far.calls.length = 0
    },
    async stepOf(reaction, incident) {
      const found = await ground.rows<{ id: string }>(
        sql`select id from steps where reaction = ${reaction} and incident_id = ${incident}`,
      )
      if (found.length !== 1) throw new Error(`INC-${incident} has ${found.length} steps ${reaction}`)
      return Number(found[0]?.id)
    },
    async run(step) {
      const [due] = await ground.rows<{ reaction: string }>(
        sql`update steps set not_before = least(not_before, clock_timestamp()) where id = ${step} returning reaction`,
      )
      await runStep(shop, step, due?.reaction ?? '')
    },
    row: (step) => rowOf(ground, step),
  }
  return bench
}

/** Nobody renews a lease until the test is over, as those do not who are dead or asleep. */
export function letLeasesLapse(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
}
