import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { restrictIncident } from '../../db/access/restrict.ts'
import { findResource } from '../../db/incident/place.ts'
import { updateIncident } from '../../db/incident/update.ts'
import { fireTimers } from '../../db/work/timers.ts'
import { ana, hold, waiting } from '../db/ground.ts'
import { age } from '../db/work/steps.ts'
import { held, lost, unreachable } from './far-side.ts'
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
  await bench.plan()
})
afterAll(() => bench?.close())

async function turn(status: 'closed' | 'active'): Promise<void> {
  const wishes = { status: { to: status }, ...(status === 'closed' ? { resolution: { to: 'a cable' } } : {}) }
  await updateIncident(bench.db, ana, { incident, wishes, note: 'as it is' })
  await bench.plan()
}
const lose = (lost: 'archived') =>
  bench.db.execute(
    sql`update resources set lost = ${lost} where incident_id = ${incident} and kind = 'channel'`,
  )
const restrict = async () => {
  await restrictIncident(bench.db, ana, { incident, note: 'names' })
  await bench.plan()
}
const opening = () => bench.stepOf('openSuccessor', incident)
const isKept = async () => {
  const step = await bench.row(await opening())
  const channel = await findResource(bench.db, incident, 'channel')
  return channel?.externalId === step.external_id && channel?.lost === null
}

describe('another channel that was not wanted, as the incident was over by then', () => {
  it('is opened once a restricted one is open again', async () => {
    await restrict()
    await turn('closed')
    await bench.run(await opening())
    expect(await bench.row(await opening())).toMatchObject({ state: 'done', external_id: 'not wanted' })
    await turn('active')
    await bench.run(await opening())
    expect(await isKept()).toBe(true)
  })

  it('is opened once one whose own was archived is open again, as often as that comes about', async () => {
    await turn('closed')
    await lose('archived')
    for (let i = 0; i < 2; i++) {
      await turn('active')
      await turn('closed')
      await bench.run(await opening())
      expect(await bench.row(await opening())).toMatchObject({ state: 'done', external_id: 'not wanted' })
    }
    await turn('active')
    await bench.run(await opening())
    expect(await isKept()).toBe(true)
  })

  it('is opened where it is open again just as that is found', async () => {
    await restrict()
    await turn('closed')
    const step = await opening()
    const reopening = await hold(bench, (tx) =>
      tx.execute(sql`update incidents set status = 'active' where id = ${incident}`),
    )
    const found = bench.run(step)
    await expect.poll(() => waiting(bench)).toBe(1)
    await reopening.letGo()
    await found
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', external_id: null })
    await bench.run(step)
    expect(await isKept()).toBe(true)
  })
})

it('another channel that is late is told once to whoever leads the incident, and not where it stands by then', async () => {
  await restrict()
  const step = await opening()
  const fail = async () => {
    bench.next('openChannel', unreachable)
    await bench.run(step)
    await age(bench, step, 'first_asked_at', 31)
    await bench.plan()
    const tellings = await bench.rows<{ id: string; place: string }>(
      sql`select id, place from steps where reaction = 'tellDeciders'`,
    )
    return tellings
  }
  expect(await fail()).toEqual([])
  await fail()
  const [telling, ...more] = await fail()
  expect([telling?.place, more]).toEqual(['UANA', []])
  const said = () => bench.posts.filter((one) => one.message.text.includes(`INC-${incident} has no channel`))
  await bench.run(Number(telling?.id))
  expect(said().map((one) => one.message.text)).toEqual([
    `INC-${incident} has no channel to go on in yet. Slack cannot be reached; Dispatch keeps trying.`,
  ])
  await bench.run(step)
  await bench.db.execute(
    sql`update steps set state = 'waiting', external_id = null where id = ${telling?.id}`,
  )
  await bench.run(Number(telling?.id))
  expect(said()).toHaveLength(1)
})

it('another channel that is just being opened is no twin of the first', async () => {
  await bench.db.execute(sql`
    insert into timers (kind, subject_kind, subject_id, due_at)
    select 'step.doubt', 'step', id, app_now() from steps where reaction = 'openChannel'`)
  await restrict()
  const slow = held()
  bench.next('openChannel', { after: slow.before })
  const opened = bench.run(await opening())
  await slow.begun
  await fireTimers(bench.db)
  await bench.plan()
  const hunt = await bench.stepOf('removeTwins', incident)
  await bench.run(hunt)
  expect(await bench.row(hunt)).toMatchObject({ state: 'waiting' })
  slow.letGo()
  await opened
  await bench.run(hunt)
  expect(await bench.row(hunt)).toMatchObject({ state: 'done' })
  expect(bench.callsOf('archive')).toBe(0)
  expect(await isKept()).toBe(true)
})

it('another channel whose answer was lost is found again by the title that it was opened under', async () => {
  await restrict()
  bench.next('openChannel', lost)
  const opened = bench.callsOf('openChannel')
  await bench.run(await opening())
  await updateIncident(bench.db, ana, { incident, wishes: { title: { to: 'Something else' } }, note: '' })
  await bench.plan()
  await bench.run(await opening())
  expect(await isKept()).toBe(true)
  expect(bench.callsOf('openChannel')).toBe(opened + 1)
})
