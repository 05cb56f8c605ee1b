import type { Database } from '../../db/database.ts'
import { endEvent, type KeptEvent, returnEvent, takeEvent } from '../../db/inbox.ts'
import type { Log } from '../../db/log.ts'

export interface Drain {
  wake(): void
  stop(): Promise<void>
}

const everyMs = 1_000
const atOnce = 8
const tries = 6

/** Hands kept events to `handle`, in order within a line; one that fails comes again, and after six tries is given up. */
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
      const name = error instanceof Error ? error.name : 'error'
      const last =
        event.tries >= tries
          ? endEvent(db, event.id, name)
          : returnEvent(db, event.id, name, 500 * 2 ** event.tries)
      await last.catch((unwritten: unknown) => log.warn({ err: unwritten }, 'the inbox could not be written'))
    }
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
