import { sql } from 'drizzle-orm'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkRedis } from '../../jobs/queue.ts'
import { startRedis } from '../redis.ts'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, channelOf, report } from '../tale.ts'
import type { Person } from '../workspace/slack/contract.ts'

let stage: Stage
let redis: Awaited<ReturnType<typeof startRedis>>
beforeAll(async () => {
  redis = await startRedis()
  stage = await openStage({
    offices: 2,
    env: { REDIS_URL: redis.url },
    before: (slack) => {
      for (let i = 0; i < 10; i++) slack.addPerson({ name: `p${i}` })
    },
  })
}, 180_000)
afterAll(async () => {
  await stage?.close()
  await redis?.stop()
})

/** Reports `count` incidents, ten people at a time; answers how many ms each took until it was ready. */
async function reportMany(
  count: number,
  afterEach: (done: number) => Promise<void> = async () => undefined,
): Promise<number[]> {
  await stage.db.execute(sql`delete from buckets`)
  const people = stage.slack.people().filter((one) => one.name.startsWith('p'))
  const took: number[] = []
  await Promise.all(
    people.map(async (person) => {
      for (let i = 0; i < count / people.length; i++) {
        const from = performance.now()
        const incident = await report(stage, person, `${person.name} ${i}`)
        await stage.slack.until(`INC-${incident} ready`, () => isReady(incident, person), 20_000)
        took.push(performance.now() - from)
        await afterEach(took.length)
      }
    }),
  )
  return took
}

function isReady(incident: number, person: Person): boolean {
  const [channel] = stage.slack.channels().filter((one) => one.name.startsWith(`inc-${incident}-`))
  return !!channel?.members.has(person.id) && channel.messages.some((one) => one.metadata)
}

it('Redis flushed every two seconds, then stopped, delays nothing by more than five', async () => {
  const without = await reportMany(50)
  const flushing = setInterval(() => void redis.flush().catch(() => undefined), 2_000)
  await redis.flush()
  let isStopped = false
  const took = await reportMany(50, async (done) => {
    if (done < 25 || isStopped) return
    isStopped = true
    clearInterval(flushing)
    await redis.kill()
  })
  clearInterval(flushing)
  expect(took).toHaveLength(50)
  expect(Math.max(...took)).toBeLessThan(Math.max(...without) + 5_000)
  // Slack's rates would have the last repaints wait for minutes, which is not what is measured.
  await stage.db.execute(sql`delete from buckets`)
  await stage.db.execute(
    sql`update steps set not_before = clock_timestamp() where state = 'waiting' and not late`,
  )
  await stage.settle(60_000)
  for (let incident = 1; incident <= 100; incident++) {
    expect(channelOf(stage, incident).pins).toHaveLength(1)
    briefOf(stage, incident)
  }
}, 120_000)

it('when Redis is back, work goes through it again', async () => {
  await redis.start()
  const ana = stage.slack.person('p0')
  await stage.db.execute(sql`delete from buckets`)
  const incident = await report(stage, ana, 'Redis is back')
  await stage.settle()
  expect(channelOf(stage, incident).members.has(ana.id)).toBe(true)
})

it('a Redis that throws work away is refused, and one that does not is taken', async () => {
  const client = new Redis(redis.url)
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru')
  await expect(checkRedis(redis.url)).rejects.toThrow('Set it to noeviction')
  await client.config('SET', 'maxmemory-policy', 'noeviction')
  await expect(checkRedis(redis.url)).resolves.toBe(true)
  client.disconnect()
})
