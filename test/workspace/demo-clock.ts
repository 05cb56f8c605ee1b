import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { channelOfWork, connect, type Database } from '../../db/database.ts'
import type { Clock } from './page/ground.ts'
import type { Wind } from './page/shape.ts'

/** As far as the clock of the demo goes: about 24 days. */
const mostMs = 2 ** 31 - 1
/** At so many timers on its way the clock stops, and waits so long for what comes of each. */
const mostStops = 60
const patienceMs = 3_000
const lookMs = 25

export interface DemoClock extends Clock {
  close(): Promise<void>
}

/** The app's clock in the database, moved from the page: what is due on its way comes when it is due, not afterwards. */
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
      const wanted = (await findAhead(db)) + ms
      const target = Math.min(wanted, mostMs)
      for (let stop = 0; stop < mostStops; stop++) {
        const next = await findNext(db, target)
        if (next === undefined) break
        await set(next)
        if (!(await comes(db))) break
      }
      await set(target)
      return wanted > mostMs ? farthest : undefined
    },
  }

  async function set(ahead: number): Promise<void> {
    await db.execute(sql`
      with moved as (update clock set ahead_ms = greatest(ahead_ms, ${ahead}::int) returning 1)
      select pg_notify(${channelOfWork}, '') from moved`)
    winds.push({ at: Date.now(), ahead })
    for (const listener of listeners) listener()
  }
}

async function findAhead(db: Database): Promise<number> {
  const [row] = await db.execute<{ ahead: number }>(sql`select ahead_ms::float8 as ahead from clock`)
  if (!row) throw new Error('the database has no clock')
  return row.ahead
}

// How far ahead the next timer is due, up to there.
async function findNext(db: Database, target: number): Promise<number | undefined> {
  const [row] = await db.execute<{ ahead: number | null }>(sql`
    select ceil(extract(epoch from min(due_at) - clock_timestamp()) * 1000)::float8 as ahead from timers
    where fired_at is null and due_at > app_now()
      and due_at <= clock_timestamp() + ${target}::int8 * interval '1 millisecond'`)
  return row?.ahead === null || row === undefined ? undefined : Math.min(row.ahead, target)
}

// Whether what is due has been told; not where nothing works on it.
async function comes(db: Database): Promise<boolean> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    const [row] = await db.execute<{ busy: boolean }>(sql`
      select exists (select 1 from timers where fired_at is null and failures = 0 and due_at <= app_now())
        or exists (select 1 from outbox)
        or exists (select 1 from steps where method = 'chat.postMessage' and state in ('waiting', 'running')
          and not_before <= clock_timestamp() + interval '1 second') as busy`)
    if (!row?.busy) return true
    await pause(lookMs)
  }
  return false
}

const farthest = 'The clock goes no further than 24 days ahead. “Start anew” sets it back.'
