import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { restrictIncident } from '../../db/access/restrict.ts'
import { askForChannel } from '../../db/channel/ask.ts'
import { fireTimers } from '../../db/work/timers.ts'
import { ana, ben, report } from '../db/ground.ts'
import { age } from '../db/work/steps.ts'
import { held, lost, refused } from './far-side.ts'
import { type Bench, letLeasesLapse, openBench } from './workshop.ts'

let bench: Bench
let incident: number
beforeAll(async () => {
  bench = await openBench('operations: C0OPS')
})
beforeEach(async () => {
  incident = await bench.beginAnew()
})
afterAll(() => bench?.close())

describe('one who was taken for dead', () => {
  it('and answers late does not overwrite what stands; there is word of the twin, and it is removed', async () => {
    letLeasesLapse()
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
    Object.assign(bench.tickets[0] ?? {}, { summary: 'called otherwise since' })
    const [mend] = await bench.rows<{ id: string }>(sql`select id from steps where reaction = 'removeTwins'`)
    await bench.run(Number(mend?.id))
    expect(bench.tickets.map((one) => one.key)).toEqual([kept])
  })

  it('and fails late takes nothing from whoever holds it now', async () => {
    letLeasesLapse()
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
    letLeasesLapse()
    await bench.withChannel(incident)
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
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', painted: 1, wanted: 2 })
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

it('twins are looked for also where it depends on the fact of the step where it stands', async () => {
  const ofBen = await report(bench, {}, ben)
  const due = async (minutes: number) => {
    await bench.db.execute(sql`update clock set ahead_ms = ahead_ms + ${minutes} * 60000`)
    await fireTimers(bench.db)
    await bench.plan()
  }
  await due(2)
  await due(13 * 60)
  await bench.db.execute(sql`update steps set state = 'done' where reaction = 'tellReporter'`)
  const said = await bench.stepOf('sayNudge', ofBen)
  bench.next('post', lost)
  await bench.run(said)
  await bench.run(said)
  await due(10)
  const kept = bench.posts.at(-1)
  if (kept) bench.posts.push({ ...kept, ts: 'twin' })
  await bench.run(await bench.stepOf('removeTwins', ofBen))
  expect(bench.posts.at(-1)).toEqual(kept)
})

it('of a channel that was looked for, only what no incident went on in is a twin', async () => {
  const stepIn = async (place: string | undefined) => {
    await bench.plan()
    const [row] = await bench.rows<{ id: string }>(
      sql`select id from steps where reaction = 'openSuccessor' and place = ${place ?? ''}`,
    )
    return Number(row?.id)
  }
  const doubted = async (step: number) => {
    bench.next('openChannel', lost)
    await bench.run(step)
    await bench.run(step)
    return bench.channels.at(-1)
  }
  const first = await doubted(await bench.stepOf('openChannel', incident))
  await restrictIncident(bench.db, ana, { incident, note: 'names' })
  const next = await doubted(await stepIn(first?.id))
  await bench.db.execute(sql`update resources set lost = 'archived' where external_id = ${next?.id ?? ''}`)
  await askForChannel(bench.db, ana, { incident, channel: next?.id ?? '', wish: 'another' })
  const last = await doubted(await stepIn(next?.id))
  expect(new Set([first?.id, next?.id, last?.id])).toHaveProperty('size', 3)
  if (last) bench.channels.push({ ...last, id: 'C0TWIN' })
  await bench.db.execute(sql`update clock set ahead_ms = ahead_ms + 600000`)
  await fireTimers(bench.db)
  await bench.plan()
  const hunts = await bench.rows<{ id: string }>(sql`select id from steps where reaction = 'removeTwins'`)
  expect(hunts).toHaveLength(3)
  for (const { id } of hunts) await bench.run(Number(id))
  expect(bench.channels).toEqual([first, next, last])
})
