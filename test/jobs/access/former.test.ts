import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { restrictIncident } from '../../../db/access/restrict.ts'
import { updateIncident } from '../../../db/incident/update.ts'
import { assignRoles } from '../../../db/people/assign.ts'
import { ana, app } from '../../db/ground.ts'
import { change, pass } from '../../db/nudges/nudged.ts'
import { type Bench, openBench } from '../workshop.ts'

let bench: Bench
let incident: number
let channel: string
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  await bench.db.execute(sql`truncate steps, buckets, outbox`)
  await bench.db.execute(sql`update timers set fired_at = app_now() where fired_at is null`)
  incident = await bench.begin()
  await run('openChannel')
  await run('postBrief')
  channel = bench.posts.at(-1)?.channel ?? ''
  bench.posts.length = 0
})
afterAll(() => bench?.close())

/** Runs all steps of the incident that bear this name, and plans what follows. */
async function run(reaction: string): Promise<void> {
  const steps = await bench.rows<{ id: string }>(
    sql`select id from steps where incident_id = ${incident} and reaction = ${reaction} order by id`,
  )
  for (const { id } of steps) await bench.run(Number(id))
  await bench.plan()
}

const scribe = async (person: string | null, after?: string) => {
  await assignRoles(bench.db, ana, {
    incident,
    roles: [{ role: 'scribe', person, ...(after ? { after } : {}) }],
  })
  await bench.plan()
}

/** Restricts it, and has it go on in a private channel, under another title. */
async function leave(): Promise<void> {
  await restrictIncident(bench.db, app, { incident, note: 'names are in it' })
  await bench.plan()
  await run('openSuccessor')
  await updateIncident(bench.db, app, { incident, note: '', wishes: { title: { to: 'who was robbed' } } })
  await bench.plan()
}

const former = () =>
  JSON.stringify(bench.posts.filter((one) => one.channel === channel).map((one) => one.message))

it('what was said to all in the channel that a restricted incident left tells nobody there how it went on', async () => {
  await change(bench, incident, sql`commander_id = null`)
  for (const minutes of [6, 16]) {
    await pass(bench, minutes)
    await bench.plan()
    await run('sayNudge')
  }
  expect(former()).toContain('nobody leads it')
  await leave()
  await change(bench, incident, sql`commander_id = 'UANA'`)
  await bench.plan()
  await run('paintNudges')
  expect(former()).not.toMatch(/who was robbed|button/)
  expect(former()).toContain(`*INC-${incident}* is restricted to those who are in it`)
})

it('nor who has which role by now', async () => {
  await scribe('UCLEO')
  await scribe(null, 'UCLEO')
  for (const one of ['tellRole', 'tellVacancy']) await run(one)
  expect(former()).toContain('claim')
  await leave()
  await scribe('UBEN')
  await run('paintRoles')
  expect(former()).not.toMatch(/claim|UBEN/)
  expect(former()).toContain(`*INC-${incident}* is restricted to those who are in it`)
})
