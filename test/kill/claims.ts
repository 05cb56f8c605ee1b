import { sql } from 'drizzle-orm'
import type { Database } from '../../db/database.ts'
import type { Life } from './life.ts'

export interface Claims {
  /** Call it right after a jobs process was killed; resolves to how many steps that process held, once they were claimed. */
  killed(): Promise<number>
  /** Milliseconds, in which anybody lived, from a kill until each step that was open then was claimed. */
  times: { held: number[]; due: number[] }
  /** The longest, whoever lived. */
  longest(): number
  /** What was open for longer than is promised, in words. */
  late: string[]
  /** Looks no more; what is open still counts as late if it is. */
  stop(): Promise<void>
}

export const promisedMs = 7_500

interface Open {
  /** All by which a look at it, or its end, can be told. */
  row: Row
  /** By the clock of the living, and by any clock. */
  killedAt: number
  struckAt: number
  settle: (held: boolean) => void
}

type Row = {
  id: string
  generation: number
  state: string
  lease: string | null
  due: string
  reaction: string
}

const columns = sql`id, generation, state, lease_until::text as lease, not_before::text as due, reaction`
const everyMs = 40
/** A living process renews its leases within this. */
const renewedMs = 2_000
/** What the killed process had sent may still be carried out for this long. */
const carriedMs = 400

/** Measures, in the one table that knows it, how long steps stay unclaimed after a kill. */
export function watchClaims(db: Database, life: Life): Claims {
  const open = new Map<number, Open[]>()
  const times: Claims['times'] = { held: [], due: [] }
  const late: string[] = []
  let longest = 0
  let stopped = false
  const over = loop()
  return { killed, times, longest: () => longest, late, stop }

  async function killed(): Promise<number> {
    const killedAt = life.now()
    const struckAt = performance.now()
    const rows = await db.execute<Row>(sql`
      select ${columns} from steps s
      where state = 'running' or (state = 'waiting' and not_before <= clock_timestamp()
        and not exists (select 1 from steps e
          where e.line = s.line and e.id < s.id and e.state in ('waiting', 'running')))`)
    const held = await Promise.all(rows.map((row) => follow(row, killedAt, struckAt)))
    return held.filter(Boolean).length
  }

  function follow(row: Row, killedAt: number, struckAt: number): Promise<boolean> {
    const { promise, resolve: settle } = Promise.withResolvers<boolean>()
    const one = { row, killedAt, struckAt, settle }
    const id = Number(row.id)
    open.set(id, [...(open.get(id) ?? []), one])
    return promise
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      if (open.size > 0) await look()
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }

  async function stop(): Promise<void> {
    stopped = true
    await over
    for (const one of [...open.values()].flat()) {
      const ms = life.now() - one.killedAt
      if (ms > promisedMs) late.push(`${one.row.reaction} still open after ${Math.round(ms)} ms`)
      one.settle(one.row.state === 'running')
    }
  }

  async function look(): Promise<void> {
    const rows = await db.execute<Row>(sql`
      select ${columns} from steps where id in ${[...open.keys()]}`)
    const now = life.now()
    for (const row of rows) {
      const id = Number(row.id)
      const left = (open.get(id) ?? []).filter((one) => !ends(one, row, now - one.killedAt))
      if (left.length > 0) open.set(id, left)
      else open.delete(id)
    }
  }

  // A step that is put off, for want of a rate token, was taken up by somebody who lives.
  function ends(one: Open, row: Row, ms: number): boolean {
    const wallMs = performance.now() - one.struckAt
    const { generation, state, due } = one.row
    const isSame = row.generation === generation && row.state === state && row.due === due
    if (isSame && wallMs < carriedMs) one.row = row
    const isLiving = isSame && state === 'running' && row.lease !== one.row.lease
    if (isSame && !isLiving) return false
    const held = state === 'running' && !isLiving && wallMs > renewedMs
    if (held) times.held.push(ms)
    else if (state === 'waiting') times.due.push(ms)
    if (!isLiving) longest = Math.max(longest, wallMs)
    if (ms > promisedMs && !isLiving) late.push(`${row.reaction} ${state} for ${Math.round(ms)} ms`)
    one.settle(held)
    return true
  }
}
