import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fireTimers, setTimer, type Trouble } from '../../../db/work/timers.ts'
import { type Ground, hold, openGround, report } from '../ground.ts'
import { addSteps } from './steps.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(async () => {
  await ground.db.execute(sql`truncate timers, facts, outbox, steps`)
  await ground.db.execute(sql`update clock set ahead_ms = 0`)
})
afterAll(() => ground?.close())

const pass = (seconds: number) =>
  ground.db.execute(sql`update clock set ahead_ms = ahead_ms + ${seconds * 1000}::int`)
const fire = () => fireTimers(ground.db)
const late = async () => (await ground.facts('channel.late')).map((one) => one.incident_id)

describe('a timer', () => {
  it('does not fire before its time, and then once', async () => {
    const incident = await report(ground)
    await pass(35)
    expect(await fire()).toBe(0)
    await pass(10)
    expect([await fire(), await fire()]).toEqual([1, 0])
    expect(await late()).toEqual([incident])
    expect(await ground.facts('channel.late')).toMatchObject([{ actor_kind: 'clock', actor_id: null }])
  })

  it('fires once where several look at once', async () => {
    const incidents: number[] = []
    for (let i = 0; i < 5; i++) incidents.push(await report(ground))
    await pass(45)
    const fired = await Promise.all([fire(), fire(), fire(), fire()])
    expect(fired.reduce((sum, count) => sum + count, 0)).toBe(5)
    expect((await late()).toSorted()).toEqual(incidents.toSorted())
  })

  it('that another is just firing is left to it, and the next one does not wait', async () => {
    const [first, second] = [await report(ground), await report(ground)]
    await pass(45)
    const other = await hold(ground, (tx) =>
      tx.execute(sql`update timers set fired_at = app_now() where subject_id = ${String(first)}`),
    )
    expect(await fire()).toBe(1)
    expect(await late()).toEqual([second])
    await other.letGo()
    expect(await fire()).toBe(0)
  })

  it('that cannot be fired is undone, told and tried again, and those after it fire', async () => {
    const broken = sql`insert into timers (kind, subject_kind, subject_id, due_at)
      values ('archive.due', 'incident', 'none', app_now())`
    await ground.db.execute(broken)
    const incident = await report(ground)
    await ground.db.execute(sql`delete from timers where kind = 'nudge'`)
    await pass(45)
    const told: Trouble[] = []
    expect(await fireTimers(ground.db, (trouble) => told.push(trouble))).toBe(2)
    expect(await late()).toEqual([incident])
    expect(told).toMatchObject([{ kind: 'archive.due' }])
    await pass(50)
    expect(await fire()).toBe(0)
    await pass(10)
    await fire()
    await pass(110)
    expect(await fire()).toBe(0)
    await ground.db.execute(sql`update timers set subject_id = ${String(incident)} where subject_id = 'none'`)
    await pass(10)
    expect([await fire(), await fire()]).toEqual([1, 0])
  })

  it('that was due while nobody ran comes, and comes once', async () => {
    await report(ground)
    await pass(6 * 3600)
    // What people are reminded of is looked at then too.
    expect([await fire(), await fire()]).toEqual([2, 0])
    expect(await late()).toHaveLength(1)
  })

  it('is dropped where it is not wanted any more', async () => {
    const incident = await report(ground)
    await ground.db.execute(
      sql`insert into resources (incident_id, kind, external_id) values (${incident}, 'channel', 'C1')`,
    )
    await pass(45)
    expect(await fire()).toBe(1)
    expect(await late()).toEqual([])
    expect(await fire()).toBe(0)
  })

  it('that recurs sets the next one, an interval after it fired', async () => {
    await setTimer(ground.db, { kind: 'people.due', subject: ['workspace', 'slack'], inSeconds: 0 })
    await pass(3 * 24 * 3600)
    expect([await fire(), await fire()]).toEqual([1, 0])
    await pass(24 * 3600 - 60)
    expect(await fire()).toBe(0)
    await pass(61)
    expect([await fire(), await fire()]).toEqual([1, 0])
    expect(await ground.facts('people.due')).toHaveLength(2)
  })

  it('set twice for the same instant is one', async () => {
    await ground.db.transaction(async (tx) => {
      const due = sql`insert into timers (kind, subject_kind, subject_id, due_at) values ('people.due', 'workspace', 'slack', '2026-01-01') on conflict do nothing`
      await tx.execute(due)
      await tx.execute(due)
    })
    expect(await fire()).toBe(1)
  })

  it('of a kind that this process does not know is left to one that does', async () => {
    await ground.db.execute(
      sql`insert into timers (kind, subject_kind, subject_id, due_at) values ('update.due', 'incident', '1', '2026-01-01')`,
    )
    expect(await fire()).toBe(0)
    expect(await ground.rows(sql`select fired_at from timers`)).toEqual([{ fired_at: null }])
  })

  it('whose fact cannot be recorded fires again', async () => {
    await report(ground)
    await pass(45)
    await ground.db.execute(sql`alter table facts rename to away`)
    await expect(fire()).rejects.toThrow()
    await ground.db.execute(sql`alter table away rename to facts`)
    expect(await fire()).toBe(1)
    expect(await late()).toHaveLength(1)
  })
})

it('a doubted step is looked at once more, and one that is gone is nothing', async () => {
  const [step = 0] = await addSteps(ground, { place: 'C1' })
  await setTimer(ground.db, { kind: 'step.doubt', subject: ['step', step], inSeconds: 600 })
  await setTimer(ground.db, { kind: 'step.doubt', subject: ['step', 999_999], inSeconds: 600 })
  await pass(600)
  expect(await fire()).toBe(2)
  expect(await ground.facts('step.doubted')).toMatchObject([
    { subject_id: String(step), data: { reaction: 'openChannel', place: 'C1' } },
  ])
})
