import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { updateIncident } from '../../db/incident/update.ts'
import { fireTimers } from '../../db/work/timers.ts'
import { rateOf } from '../../jobs/clients/rates.ts'
import { reactions } from '../../jobs/lifecycle.ts'
import { ana } from '../db/ground.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let incident: number
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  incident = await bench.beginAnew()
  await bench.withChannel(incident)
  await turn('closed', { resolution: { to: 'a cable' } })
  await pass(8)
})
afterAll(() => bench?.close())

async function turn(status: string, more = {}): Promise<void> {
  await updateIncident(bench.db, ana, { incident, wishes: { status: { to: status }, ...more }, note: 'so' })
  await bench.plan()
}
async function pass(days: number): Promise<void> {
  await bench.db.execute(sql`update clock set ahead_ms = ahead_ms + ${days} * 86400000`)
  await fireTimers(bench.db)
  await bench.plan()
}
const archived = async () => {
  await bench.run(await bench.stepOf('archiveChannel', incident))
  return bench.callsOf('archive')
}

it('a channel that is due is archived', async () => {
  expect(await archived()).toBe(1)
})

it('one that was due before it was reopened and closed again is so when people were told', async () => {
  await turn('active')
  await turn('closed', { resolution: { to: 'two cables' } })
  expect(await archived()).toBe(0)
  await pass(6)
  expect(await archived()).toBe(0)
  await pass(2)
  expect(await archived()).toBe(1)
})

it('whatever is done outside has a rate', () => {
  const methods = [...reactions.values()].map((one) => one.method).filter((method) => method !== 'none')
  expect(methods.filter((method) => !rateOf(method))).toEqual([])
})
