import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defaults } from '../../db/configuration/defaults.ts'
import { planNudges } from '../../db/nudges/plan.ts'
import { verb } from '../../db/verb.ts'
import { openingOn, wallOf } from '../db/nudges/oracle.ts'
import { startRedis } from '../redis.ts'
import { openStage, type Stage } from '../stage.ts'
import { report, textOf } from '../tale.ts'
import type { Message, Person } from '../workspace/slack/contract.ts'

// Stable since a Friday evening; the clocks are changed within the weeks after.
const offices: [name: string, zone: string, since: string][] = [
  ['ana', 'America/New_York', '2027-03-05T23:30Z'],
  ['ben', 'Europe/Lisbon', '2027-03-19T19:10Z'],
  ['cleo', 'Europe/Lisbon', '2027-10-22T17:20Z'],
  ['dora', 'America/New_York', '2027-10-29T22:40Z'],
]

let stage: Stage
let redis: Awaited<ReturnType<typeof startRedis>>
beforeAll(async () => {
  redis = await startRedis()
  stage = await openStage({
    offices: 2,
    env: { REDIS_URL: redis.url },
    before: (slack) => {
      for (const [name, timeZone] of offices) slack.addPerson({ name, timeZone })
      slack.addPerson({ name: 'emil' })
    },
  })
}, 180_000)
beforeEach(() => stage.db.execute(sql`delete from buckets`))
afterAll(async () => {
  await stage?.close()
  await redis?.stop()
})

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute
const high = { priority: 'high', severity: 'critical' }

/** The app's time is this now, whatever Redis held is gone, and what was due is done. */
async function windTo(at: number): Promise<void> {
  await redis.flush()
  const [row] = await stage.db.execute<{ now: number }>(
    sql`select extract(epoch from app_now())::float8 * 1000 as now`,
  )
  await stage.wind(Math.ceil(at - (row?.now ?? 0)))
  await stage.settle()
}

async function now(): Promise<number> {
  const [row] = await stage.db.execute<{ now: number }>(
    sql`select extract(epoch from app_now())::float8 * 1000 as now`,
  )
  return row?.now ?? 0
}

async function change(incident: number, set: ReturnType<typeof sql>): Promise<void> {
  const change = verb('channel.follow', async (work, _: undefined) => {
    await work.tx.execute(sql`update incidents set ${set} where id = ${incident}`)
    planNudges(work, incident)
  })
  await change(stage.db, { kind: 'app' }, undefined)
}

function remindersOf(person: Person, incident: number): Message[] {
  return person.dm.filter((one) => one.metadata && textOf(one.blocks).includes(`*INC-${incident}*`))
}

/** When the last reminder was said, in the app's time. */
async function lastSaid(incident: number): Promise<number> {
  const [row] = await stage.db.execute<{ at: number }>(sql`
    select extract(epoch from max(happened_at))::float8 * 1000 as at from facts
    where incident_id = ${incident} and type = 'nudge.due'`)
  return row?.at ?? 0
}

it.each(offices)(
  'what is not urgent reaches %s of %s at work only, stable since %s',
  async (name, zone, since) => {
    const person = stage.slack.person(name)
    await windTo(Date.parse(since))
    const incident = await report(stage, person, 'stable for long', high)
    await stage.settle()
    await change(incident, sql`status = 'stable', stable_at = app_now()`)
    await stage.settle()
    const wall = wallOf(zone, since, 40)
    let from = await now()
    for (const nth of [1, 2, 3]) {
      const due = openingOn(wall, new Date(from + 7 * day), defaults.office_hours).getTime()
      await windTo(due - 40 * second)
      expect(remindersOf(person, incident)).toHaveLength(nth - 1)
      await windTo(due + 5 * second)
      expect(remindersOf(person, incident)).toHaveLength(nth)
      expect(textOf(remindersOf(person, incident).at(-1)?.blocks)).not.toContain('comes late')
      from = await lastSaid(incident)
    }
    await change(incident, sql`status = 'closed', closed_at = app_now()`)
    await stage.settle()
  },
  120_000,
)

describe('while no jobs process runs', () => {
  it('several times go by, and what was due comes once and says that it is late', async () => {
    const emil = stage.slack.person('emil')
    const incident = await report(stage, emil, 'all are away', high)
    await stage.settle()
    await stage.idle(() => stage.wind(120 * minute + 3 * 30 * minute))
    await stage.settle()
    const [said, ...others] = remindersOf(emil, incident)
    expect(textOf(said?.blocks)).toContain('comes late')
    expect(others).toEqual([])
    // It goes on from there in its rhythm, and to its end.
    for (const count of [2, 3, 4, 5, 5]) {
      await windTo((await lastSaid(incident)) + 30 * minute + second)
      expect(remindersOf(emil, incident)).toHaveLength(count)
    }
    await change(incident, sql`status = 'closed', closed_at = app_now()`)
  }, 60_000)

  it('the update is written, and nothing comes', async () => {
    const emil = stage.slack.person('emil')
    const incident = await report(stage, emil, 'told in time', high)
    await stage.settle()
    await stage.idle(async () => {
      await stage.wind(100 * minute)
      await change(incident, sql`told_at = app_now()`)
      await stage.wind(100 * minute)
    })
    await stage.settle()
    expect(remindersOf(emil, incident)).toEqual([])
    await change(incident, sql`status = 'closed', closed_at = app_now()`)
  }, 60_000)

  it('ten incidents of one person come due, and each is told of once, five minutes apart', async () => {
    const emil = stage.slack.person('emil')
    const incidents: number[] = []
    for (let i = 0; i < 10; i++) incidents.push(await report(stage, emil, `one of ten ${i}`, high))
    await stage.settle()
    await stage.idle(() => stage.wind(125 * minute))
    const counts = () => incidents.map((one) => remindersOf(emil, one).length)
    const sum = () => counts().reduce((total, one) => total + one, 0)
    await stage.settle()
    expect(sum()).toBe(1)
    for (let told = 2; told <= 5; told++) {
      await stage.wind(5 * minute + second)
      await stage.settle()
      expect(sum()).toBe(told)
    }
    expect(Math.max(...counts())).toBe(1)
    for (const one of incidents) await change(one, sql`status = 'closed', closed_at = app_now()`)
  }, 120_000)
})
