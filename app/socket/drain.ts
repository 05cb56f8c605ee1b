import type { Database } from '../../db/database.ts'
import { endEvent, type KeptEvent, returnEvent, takeEvent } from '../../db/inbox.ts'
import type { Log } from '../../db/log.ts'
import { isOutage } from './outage.ts'

export interface Drain {
  wake(): void
  stop(): Promise<void>
}

const everyMs = 1_000
const atOnce = 8
/** One that is handled wrongly is given up then. */
const tries = 6
/** For so long an outage is waited for; what somebody did so long ago is nothing to follow any more. */
const outageHours = 24
/** It is tried again when it has waited as long again, or so long. */
const longestPauseMs = 15_000

/** Hands kept events to `handle`, in order within a line; one that fails comes again, for as long as Slack or the database is away. */
export function startDrain(
  db: Database,
  log: Log,
  handle: (body: Record<string, unknown>) => Promise<void>,
): Drain {
  let stopped = false
  let bell = Promise.withResolvers<void>()
  const over = Promise.all(Array.from({ length: atOnce }, (_, i) => loop(i === 0)))
  return {
    wake: ring,
    async stop() {
      stopped = true
      ring()
      await over
    },
  }

  async function loop(isFirst: boolean): Promise<void> {
    while (!stopped) {
      const ring = bell.promise
      const event = await takeEvent(db).catch((error: unknown) => {
        log.warn({ err: error }, 'the inbox could not be read')
        return undefined
      })
      if (event) await work(event)
      else await rest(ring, isFirst)
    }
  }

  async function work(event: KeptEvent): Promise<void> {
    // Others may have the next events of the line, or of other lines.
    ring()
    try {
      await handle(event.payload)
      await endEvent(db, event.id)
    } catch (error) {
      log.error({ err: error, event: event.id, try: event.tries }, 'an event was not handled')
      await again(event, error).catch((unwritten: unknown) =>
        log.warn({ err: unwritten }, 'the inbox could not be written'),
      )
    }
  }

  function again({ id, tries: tried, hours }: KeptEvent, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : 'error'
    if (hours < outageHours && isOutage(error))
      return returnEvent(db, id, name, Math.min(Math.max(hours * 3_600_000, 500), longestPauseMs), false)
    return tried >= tries ? endEvent(db, id, name) : returnEvent(db, id, name, 500 * 2 ** tried)
  }

  function ring(): void {
    bell.resolve()
    bell = Promise.withResolvers()
  }

  async function rest(rung: Promise<void>, isFirst: boolean): Promise<void> {
    if (!isFirst) return rung
    const rested = Promise.withResolvers<void>()
    const timer = setTimeout(rested.resolve, everyMs)
    await Promise.race([rung, rested.promise])
    clearTimeout(timer)
  }
}
