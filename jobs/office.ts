import { randomUUID } from 'node:crypto'
import { connect, type Database } from '../db/database.ts'
import type { Env } from '../db/env.ts'
import { endBeat, getHealth, pulseTooOldMs } from '../db/health.ts'
import type { Log } from '../db/log.ts'
import { reactions } from './lifecycle.ts'
import { keepPresence } from './presence.ts'
import { type Pulse, startPulse } from './pulse.ts'
import { checkRedis, openCarrier, prepareQueue } from './queue.ts'
import { runStep, type Workshop } from './step.ts'
import { openWorld } from './world.ts'

export interface Office {
  db: Database
  /** Whether the database, the queue and the pulse of this process work, and the app is in its workspace. */
  check(): Promise<Record<string, boolean>>
  /** Ends the steps under way, then lets go of everything. */
  stop(): Promise<void>
}

/** Opens a jobs process: the pulse, and the workers that it offers steps to. The database is migrated already. */
export async function openOffice(env: Env & { DATABASE_URL: string }, log: Log): Promise<Office> {
  if (env.REDIS_URL && !(await checkRedis(env.REDIS_URL)))
    log.warn('Redis does not answer; work goes on without it, and through it once it is there')
  if (!env.REDIS_URL) await prepareQueue(env.DATABASE_URL)
  const id = randomUUID()
  const connection = connect(env.DATABASE_URL, 16)
  const world = await openWorld(env)
  const presence = keepPresence(connection.db, log, async () => world)
  let pulse: Pulse | undefined
  const shop: Workshop = {
    db: connection.db,
    log,
    world: async () => world,
    reactions,
    presence,
    wake: () => pulse?.wake(),
  }
  const carrier = openCarrier({
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    run: (stepId, reaction) => runStep(shop, stepId, reaction),
    log,
  })
  pulse = startPulse(shop, carrier, id)
  await connection.listen(shop.wake)
  return {
    db: connection.db,
    check: async () => {
      const { pulseAgeMs } = await getHealth(connection.db)
      return {
        database: true,
        installed: presence.isHere(),
        queue: await carrier.check(),
        pulse: pulseAgeMs !== null && pulseAgeMs < pulseTooOldMs,
      }
    },
    async stop() {
      await pulse?.stop()
      await carrier.close()
      await endBeat(connection.db, id).catch((error: unknown) => log.debug({ err: error }, 'no farewell'))
      await connection.close()
    },
  }
}
