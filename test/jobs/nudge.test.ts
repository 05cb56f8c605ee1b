import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { findResource } from '../../db/incident/place.ts'
import { updateIncident } from '../../db/incident/update.ts'
import { fireTimers } from '../../db/work/timers.ts'
import { ana } from '../db/ground.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let incident: number
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  await bench.db.execute(sql`truncate steps, buckets, facts, outbox`)
  incident = await bench.begin()
  await bench.run(await bench.stepOf('openChannel', incident))
  await turn('closed', { resolution: { to: 'a cable' } })
  await bench.db.execute(sql`update clock set ahead_ms = ahead_ms + 6.5 * 86400000`)
  await look()
  // Posts of one channel go in order.
  for (const post of ['postBrief', 'tellChannel', 'sayNudge'])
    await bench.run(await bench.stepOf(post, incident))
  await turn('active')
  await look()
})
afterAll(() => bench?.close())

async function turn(status: string, more = {}): Promise<void> {
  await updateIncident(bench.db, ana, { incident, wishes: { status: { to: status }, ...more }, note: 'so' })
  await look()
}
async function look(): Promise<void> {
  await bench.plan()
  await fireTimers(bench.db)
  await bench.plan()
}
const room = async () => (await findResource(bench.db, incident, 'channel'))?.externalId ?? ''
const isOpen = async () => {
  const rows = await bench.rows<{ open: boolean }>(sql`
    select p.open from nudge_posts p join nudges n on n.id = p.nudge_id where n.incident_id = ${incident}`)
  return rows.map((one) => one.open)
}
const paint = async () => {
  const before = bench.callsOf('repaint')
  await bench.db.execute(sql`update steps set state = 'waiting' where reaction = 'paintNudges'`)
  await bench.run(await bench.stepOf('paintNudges', incident))
  return bench.callsOf('repaint') - before
}

it('what somebody was reminded of in a channel that is archived says how it stands once that is regained', async () => {
  const channel = await room()
  bench.archived.add(channel)
  expect([await paint(), await isOpen()]).toEqual([1, [true]])
  const lose = (how: string | null) =>
    bench.db.execute(sql`update resources set lost = ${how} where external_id = ${channel}`)
  await lose('archived')
  expect([await paint(), await isOpen()]).toEqual([0, [true]])
  bench.archived.clear()
  await lose(null)
  expect([await paint(), await isOpen()]).toEqual([1, [false]])
})

it('and in one that another took the place of is painted once at most', async () => {
  bench.archived.add(await room())
  await bench.db.execute(sql`
    update resources set kind = 'former_channel', place = external_id
    where incident_id = ${incident} and kind = 'channel'`)
  expect([await paint(), await isOpen()]).toEqual([1, [false]])
})
