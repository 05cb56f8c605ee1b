import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { restrictIncident } from '../../db/access/restrict.ts'
import { outletLost, outletRegained } from '../../db/channel/outlets.ts'
import { updateIncident } from '../../db/incident/update.ts'
import { verb, type Work } from '../../db/verb.ts'
import { ana, app } from '../db/ground.ts'
import { held } from './far-side.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let incident: number
beforeAll(async () => {
  bench = await openBench('broadcast: [{ channel: C0BOARD }]')
})
beforeEach(async () => {
  await bench.db.execute(sql`truncate steps, buckets, facts, outbox, lost_outlets`)
  bench.archived.clear()
  incident = await bench.begin()
  await bench.run(await bench.stepOf('openChannel', incident))
  await bench.plan()
  await bench.run(await bench.stepOf('announce', incident))
  await updateIncident(bench.db, ana, { incident, wishes: {}, note: 'it spreads' })
  await bench.plan()
  await bench.run(await bench.stepOf('tellThreads', incident))
})
afterAll(() => bench?.close())

const board = 'C0BOARD'
const inside = (act: (work: Work) => Promise<unknown>) => verb('step.finish', act)(bench.db, app, undefined)
const lose = () => inside((work) => outletLost(work, board, 'archived', null))
const regain = () => inside((work) => outletRegained(work, board))
const restrict = async () => {
  await restrictIncident(bench.db, ana, { incident, note: 'names' })
  await bench.plan()
}
const run = async (reaction: string) => bench.run(await bench.stepOf(reaction, incident))
const stateOf = async (reaction: string) => (await bench.row(await bench.stepOf(reaction, incident))).state

describe('once a channel of announcements is back, what it does not show as it should is painted', () => {
  it('where the channel was archived before that was heard', async () => {
    await restrict()
    bench.archived.add(board)
    await run('paintAnnouncements')
    await lose()
    await regain()
    expect(await stateOf('paintAnnouncements')).toBe('waiting')
  })

  it('where nothing was tried any more', async () => {
    await restrict()
    await lose()
    await run('paintAnnouncements')
    await regain()
    expect(await stateOf('paintAnnouncements')).toBe('waiting')
  })

  it('where the announcement was painted, and the replies to it were not', async () => {
    await restrict()
    await run('paintAnnouncements')
    bench.archived.add(board)
    await run('maskThreads')
    await lose()
    await regain()
    expect(await stateOf('maskThreads')).toBe('waiting')
  })

  it('where that is just being found', async () => {
    await restrict()
    bench.archived.add(board)
    const slow = held()
    bench.next('repaint', slow)
    const painting = run('paintAnnouncements')
    await slow.begun
    await lose()
    await regain()
    slow.letGo()
    await painting
    expect(await stateOf('paintAnnouncements')).toBe('waiting')
  })

  it('and what it shows as it should is not', async () => {
    await restrict()
    await run('paintAnnouncements')
    await run('maskThreads')
    await lose()
    await regain()
    expect([await stateOf('paintAnnouncements'), await stateOf('maskThreads')]).toEqual(['done', 'done'])
  })
})
