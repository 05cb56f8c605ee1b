import { sql } from 'drizzle-orm'
import { connect } from '../../db/database.ts'
import type { Clock } from './page/ground.ts'
import type { Wind } from './page/shape.ts'

/** As far as the clock of the demo goes: about 24 days. */
const mostMs = 2 ** 31 - 1

export interface DemoClock extends Clock {
  close(): Promise<void>
}

/** The app's clock in the database, moved from the page. */
export function openClock(url: string): DemoClock {
  const { db, close } = connect(url, 1)
  const winds: Wind[] = []
  const listeners = new Set<() => void>()
  return {
    close,
    winds: () => [...winds],
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async wind(ms) {
      const rows = await db.execute<{ ahead: string; wanted: string }>(sql`
        with was as (select ahead_ms::bigint + ${ms}::bigint as wanted from clock)
        update clock set ahead_ms = least(was.wanted, ${mostMs}) from was
        returning clock.ahead_ms as ahead, was.wanted::text as wanted`)
      const [row] = rows
      if (!row) throw new Error('the database has no clock')
      winds.push({ at: Date.now(), ahead: Number(row.ahead) })
      for (const listener of listeners) listener()
      return Number(row.wanted) > mostMs ? farthest : undefined
    },
  }
}

const farthest = 'The clock goes no further than 24 days ahead. “Start anew” sets it back.'
