import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinIncident } from '../../db/incident/join.ts'
import { fireTimers } from '../../db/work/timers.ts'
import { ben, cleo } from '../db/ground.ts'
import { age } from '../db/work/steps.ts'
import { type Ending, limited, lost, refused, unanswered } from './far-side.ts'
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

/** A call that is under way until it is let go. */
function held(): Ending & { begun: Promise<void>; letGo(): void } {
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const before = () => {
    begun.resolve()
    return go.promise
  }
  return { before, begun: begun.promise, letGo: () => go.resolve() }
}

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

describe('a limit', () => {
  it('lets go of the step as one not tried, and closes that method only', async () => {
    const step = await bench.stepOf('openChannel', incident)
    bench.next('openChannel', limited('conversations.create', 30_000))
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({
      state: 'waiting',
      tries: 0,
      asked: false,
      error: 'ratelimited',
    })
    const other = await bench.stepOf('openChannel', await bench.begin())
    await bench.run(other)
    expect(await bench.row(other)).toMatchObject({ state: 'waiting', tries: 0 })
    await bench.run(await bench.stepOf('openTicket', incident))
    expect(bench.calls).toEqual(['openChannel', 'openTicket'])
    await bench.db.execute(sql`update buckets set closed_until = clock_timestamp()`)
    await bench.run(other)
    await bench.run(step)
    expect(bench.callsOf('openChannel')).toBe(3)
  })

  it('of a look keeps what is not known of the try before', async () => {
    const step = await bench.stepOf('openChannel', incident)
    bench.next('openChannel', lost)
    bench.next('listOwnChannels', limited('users.conversations', 1_000))
    await bench.run(step)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', tries: 1, asked: true })
    await bench.db.execute(sql`update buckets set closed_until = clock_timestamp()`)
    await bench.run(step)
    expect(bench.callsOf('openChannel')).toBe(1)
  })
})

describe('what is kept true', () => {
  beforeEach(withChannel)

  it('is painted once more after an unknown answer, but a topic that stands is not set again', async () => {
    const step = await bench.stepOf('setTopic', incident)
    bench.next('setTopic', lost)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting' })
    await bench.run(step)
    expect(bench.calls).toEqual(['setTopic', 'getTopic'])
    expect(await bench.row(step)).toMatchObject({ state: 'done' })
  })

  it('is a dead letter where it is refused, and painted again where it is wanted again', async () => {
    const step = await bench.stepOf('setTopic', incident)
    bench.next('setTopic', refused('is_archived'))
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'failed', error: 'is_archived' })
  })
})

it('what was painted long ago is not late at the first failure of today', async () => {
  await withChannel()
  await joinIncident(bench.db, ben, { incident })
  await bench.plan()
  const step = await bench.stepOf('paintBrief', incident)
  await bench.run(step)
  await age(bench, step, 'first_asked_at', 3_600)
  await joinIncident(bench.db, cleo, { incident })
  await bench.plan()
  await bench.run(await bench.stepOf('postBrief', incident))
  bench.next('repaint', unanswered)
  await bench.run(step)
  expect(await bench.row(step)).toMatchObject({ state: 'waiting', late: false, error: 'slack.unanswered' })
})

describe('what may be lost', () => {
  const shown = () => bench.callsOf('showView')
  beforeEach(async () => {
    await bench.db.execute(
      sql`update facts set data = data || '{"view": "V1"}' where type = 'incident.reported'`,
    )
    await withChannel()
  })

  it.each([[unanswered], [refused('not_found')], [limited('views.update', 1_000)]])(
    'is tried once: %j',
    async (ending) => {
      const step = await bench.stepOf('showChannel', incident)
      bench.next('showView', ending)
      await bench.run(step)
      await bench.run(step)
      expect(shown()).toBe(1)
      expect(await bench.row(step)).toMatchObject({ state: 'done' })
    },
  )

  it('is not done by another after a crash, which may have come before or after it', async () => {
    const step = await bench.stepOf('showChannel', incident)
    const slow = held()
    bench.next('showView', slow)
    const crashed = bench.run(step)
    await slow.begun
    await age(bench, step, 'lease_until', 1)
    await bench.run(step)
    expect(shown()).toBe(1)
    expect(await bench.row(step)).toMatchObject({ state: 'done' })
    slow.letGo()
    await crashed
  })
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
