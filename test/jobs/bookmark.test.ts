import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let incident: number
let step: number
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  incident = await bench.beginAnew()
  await bench.withChannel(incident)
  await bench.run(await bench.stepOf('openTicket', incident))
  await bench.plan()
  step = await bench.stepOf('bookmarkTicket', incident)
  await bench.db.execute(
    sql`update resources set lost = 'archived' where incident_id = ${incident} and kind = 'channel'`,
  )
})
afterAll(() => bench?.close())

it('a ticket that comes after its incident was closed and archived has no bookmark, which nobody misses', async () => {
  await bench.db.execute(sql`update incidents set status = 'closed' where id = ${incident}`)
  await bench.run(step)
  expect(await bench.row(step)).toMatchObject({ state: 'done', external_id: 'nothing' })
  expect(bench.callsOf('addBookmark')).toBe(0)
})

it('that of an open incident waits until its channel is back', async () => {
  await bench.run(step)
  expect(await bench.row(step)).toMatchObject({ state: 'held', external_id: null })
  expect(bench.callsOf('addBookmark')).toBe(0)
})
