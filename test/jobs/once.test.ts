import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findResource } from '../../db/incident/place.ts'
import { retryStep } from '../../db/work/mend.ts'
import { ana } from '../db/ground.ts'
import { age } from '../db/work/steps.ts'
import { databaseAway, lost, mistake, refused, unanswered, unreachable } from './far-side.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let step: number
let incident: number
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  incident = await bench.beginAnew()
  step = await bench.stepOf('openChannel', incident)
})
afterAll(() => bench?.close())

const opened = async () => (await bench.facts('channel.opened')).map((one) => one.data.channel)

describe('made once', () => {
  it('it stands, is recorded with what it means, and whoever waits for work is woken', async () => {
    const wakes = bench.wakes()
    await bench.run(step)
    const [channel] = bench.channels
    expect(channel?.name).toBe(`inc-${incident}-checkout-is-down`)
    expect(await bench.row(step)).toMatchObject({ state: 'done', external_id: channel?.id, error: null })
    expect(await opened()).toEqual([channel?.id])
    expect(await findResource(bench.db, incident, 'channel')).toMatchObject({ externalId: channel?.id })
    expect(bench.wakes()).toBe(wakes + 1)
  })

  it('however often it is run, one after another and at once', async () => {
    await Promise.all([bench.run(step), bench.run(step), bench.run(step)])
    await bench.run(step)
    expect(bench.calls).toEqual(['openChannel'])
    expect(await opened()).toHaveLength(1)
  })
})

describe('where the answer is lost', () => {
  beforeEach(async () => {
    bench.next('openChannel', lost)
    await bench.run(step)
  })

  it('it is looked for, and what is found is adopted', async () => {
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', asked: true, error: 'slack.unanswered' })
    await bench.run(step)
    expect(bench.calls).toEqual(['openChannel', 'listOwnChannels'])
    expect(await opened()).toEqual([bench.channels[0]?.id])
  })

  it('it is found also where the incident is called otherwise by now', async () => {
    await bench.db.execute(sql`update incidents set title = 'payments are down' where id = ${incident}`)
    await age(bench, step, 'asked_at', 13)
    await bench.run(step)
    expect(bench.callsOf('openChannel')).toBe(1)
    expect(await opened()).toEqual([bench.channels[0]?.id])
  })

  it('a look that fails means wait, however long ago it was asked', async () => {
    for (const ending of [mistake, unanswered, refused('missing_scope'), unreachable]) {
      bench.next('listOwnChannels', ending)
      await age(bench, step, 'asked_at', 60)
      await bench.run(step)
      expect(await bench.row(step)).toMatchObject({ state: 'waiting', asked: true })
    }
    expect(bench.callsOf('openChannel')).toBe(1)
    await bench.run(step)
    expect(await opened()).toEqual([bench.channels[0]?.id])
  })

  it('what is not found is waited for until the quiet time is over, and then made again', async () => {
    bench.channels.length = 0
    await age(bench, step, 'asked_at', 11)
    await bench.run(step)
    expect(bench.callsOf('openChannel')).toBe(1)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', asked: true })
    await age(bench, step, 'asked_at', 13)
    await bench.run(step)
    expect(bench.callsOf('openChannel')).toBe(2)
    expect(await opened()).toHaveLength(1)
    expect(await bench.rows(sql`select kind from timers where subject_id = ${String(step)}`)).toEqual([
      { kind: 'step.doubt' },
    ])
  })

  it('what is made again and lost again is looked for from anew', async () => {
    bench.channels.length = 0
    bench.next('openChannel', unanswered)
    await age(bench, step, 'asked_at', 13)
    await bench.run(step)
    await bench.run(step)
    expect(bench.callsOf('openChannel')).toBe(2)
    expect(bench.calls.at(-1)).toBe('listOwnChannels')
  })
})

describe('where it surely was not done', () => {
  it('because the far side could not be reached, it is made without a look', async () => {
    bench.next('openChannel', unreachable)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({
      state: 'waiting',
      asked: false,
      error: 'slack.unreachable',
    })
    await bench.run(step)
    expect(bench.calls).toEqual(['openChannel', 'openChannel'])
    expect(await opened()).toHaveLength(1)
  })

  it('because it was refused, it is a dead letter with its code, and Retry makes it', async () => {
    bench.next('openChannel', refused('restricted_action'))
    await bench.run(step)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'failed', error: 'restricted_action' })
    expect(await bench.facts('step.failed')).toMatchObject([
      { incident_id: incident, data: { reaction: 'openChannel', code: 'restricted_action' } },
    ])
    await retryStep(bench.db, ana, { step })
    await bench.run(step)
    expect(bench.calls).toEqual(['openChannel', 'openChannel'])
  })
})

it('where our own database is away it is no mistake: whoever takes it next looks', async () => {
  bench.next('openChannel', databaseAway)
  await bench.run(step)
  expect(await bench.row(step)).toMatchObject({ state: 'running', asked: true, error: null })
  await age(bench, step, 'lease_until', 1)
  await bench.run(step)
  expect(bench.calls).toEqual(['openChannel', 'listOwnChannels'])
})

describe('where an outage lasts', () => {
  it('people are told once it has lasted half a minute, once, and it goes on', async () => {
    const told = async () => (await bench.facts('step.delayed')).length
    const fail = async (seconds: number) => {
      bench.next('openChannel', unreachable)
      await age(bench, step, 'first_asked_at', seconds)
      await bench.run(step)
      return told()
    }
    expect([await fail(0), await fail(29), await fail(31), await fail(60)]).toEqual([0, 0, 1, 1])
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', late: true })
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'done', late: false })
  })

  it('the pauses grow to half a minute and no further', async () => {
    for (const pause of [0.5, 1, 2, 4, 8, 16, 30, 30]) {
      const [before] = await bench.rows<{ at: string }>(sql`select clock_timestamp()::text as at`)
      bench.next('openChannel', unreachable)
      await bench.run(step)
      // It began between the two looks at the clock.
      const [row] = await bench.rows<{ least: number; most: number }>(sql`
        select extract(epoch from not_before - clock_timestamp())::float8 as least,
          extract(epoch from not_before - ${before?.at ?? ''}::timestamptz)::float8 as most
        from steps where id = ${step}`)
      expect(row?.least).toBeLessThanOrEqual(pause)
      expect(row?.most).toBeGreaterThanOrEqual(pause)
    }
  })
})
