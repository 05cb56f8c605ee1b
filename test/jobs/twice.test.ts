import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fireTimers } from '../../db/work/timers.ts'
import { age } from '../db/work/steps.ts'
import { held, lost, refused } from './far-side.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let incident: number
beforeAll(async () => {
  bench = await openBench('operations: C0OPS')
})
beforeEach(async () => {
  await bench.db.execute(sql`truncate steps, buckets, facts, outbox`)
  bench.calls.length = 0
  for (const list of [bench.channels, bench.tickets, bench.posts]) list.length = 0
  incident = await bench.begin()
})
afterAll(() => bench?.close())

async function withChannel(): Promise<void> {
  await bench.run(await bench.stepOf('openChannel', incident))
  await bench.plan()
  bench.calls.length = 0
}

describe('one who was taken for dead', () => {
  it('and answers late does not overwrite what stands; there is word of the twin, and it is removed', async () => {
    const step = await bench.stepOf('openTicket', incident)
    const slow = held()
    bench.next('openTicket', slow)
    const zombie = bench.run(step)
    await slow.begun
    await age(bench, step, 'lease_until', 1)
    await age(bench, step, 'asked_at', 151)
    await bench.run(step)
    const kept = bench.tickets[0]?.key
    expect(await bench.row(step)).toMatchObject({ state: 'done', external_id: kept })

    slow.letGo()
    await zombie
    expect(bench.tickets).toHaveLength(2)
    expect(await bench.row(step)).toMatchObject({ state: 'done', external_id: kept })
    expect((await bench.facts('ticket.opened')).map((one) => one.data.key)).toEqual([kept])
    expect(await bench.facts('step.doubted')).toHaveLength(1)
    await bench.plan()
    const [mend] = await bench.rows<{ id: string }>(sql`select id from steps where reaction = 'removeTwins'`)
    await bench.run(Number(mend?.id))
    expect(bench.tickets.map((one) => one.key)).toEqual([kept])
  })

  it('and fails late takes nothing from whoever holds it now', async () => {
    const step = await bench.stepOf('openChannel', incident)
    const [slow, slower] = [held(), held()]
    bench.next('openChannel', {
      before: async () => slow.before?.().then(refused('restricted_action').before),
    })
    const zombie = bench.run(step)
    await slow.begun
    await age(bench, step, 'lease_until', 1)
    bench.next('listOwnChannels', slower)
    const next = bench.run(step)
    await slower.begun
    slow.letGo()
    await zombie
    expect(await bench.row(step)).toMatchObject({ state: 'running', generation: 2 })
    slower.letGo()
    await next
    expect(await bench.facts('step.failed')).toEqual([])
  })

  it('and has painted late what was true before does not count as painted', async () => {
    await withChannel()
    const step = await bench.stepOf('setTopic', incident)
    const slow = held()
    bench.next('setTopic', slow)
    const zombie = bench.run(step)
    await slow.begun
    await age(bench, step, 'lease_until', 1)
    const slower = held()
    bench.next('getTopic', slower)
    const next = bench.run(step)
    await slower.begun
    slow.letGo()
    await zombie
    expect(await bench.row(step)).toMatchObject({ state: 'running', painted: 0 })
    slower.letGo()
    await next
    expect(await bench.row(step)).toMatchObject({ state: 'done', painted: 1 })
  })
})

it('while a call is under way its lease is renewed, so that nobody else begins', async () => {
  const step = await bench.stepOf('openChannel', incident)
  const slow = held()
  bench.next('openChannel', slow)
  const running = bench.run(step)
  await slow.begun
  const until = async () =>
    (
      await bench.rows<{ ms: number }>(
        sql`select (extract(epoch from lease_until) * 1000)::float8 as ms from steps where id = ${step}`,
      )
    )[0]?.ms ?? 0
  const first = await until()
  await expect.poll(until, { timeout: 5_000 }).toBeGreaterThan(first + 1_000)
  await bench.run(step)
  slow.letGo()
  await running
  expect(bench.calls).toEqual(['openChannel'])
})

it('twins are looked for also where a step is of no incident', async () => {
  const stepNamed = async (name: string) =>
    Number((await bench.rows<{ id: string }>(sql`select id from steps where reaction = ${name}`))[0]?.id)
  const due = async () => {
    await bench.db.execute(sql`update clock set ahead_ms = ahead_ms + 600000`)
    await fireTimers(bench.db)
    await bench.plan()
  }
  await due()
  bench.next('listPeople', refused('missing_scope'))
  await bench.run(await stepNamed('refreshPeople'))
  await bench.plan()
  const told = await stepNamed('tellOperations')
  bench.next('post', lost)
  await bench.run(told)
  await bench.run(told)
  await due()
  const [kept] = bench.posts
  if (kept) bench.posts.push({ ...kept, ts: 'twin' })
  await bench.run(await stepNamed('removeTwins'))
  expect(bench.posts).toEqual([kept])
})
