import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinIncident } from '../../db/incident/join.ts'
import { ben, cleo } from '../db/ground.ts'
import { age } from '../db/work/steps.ts'
import { held, limited, lost, refused, unanswered } from './far-side.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let incident: number
beforeAll(async () => {
  bench = await openBench()
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
