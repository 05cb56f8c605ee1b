import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeBucket, type Rate, takeToken } from '../../../db/work/buckets.ts'
import { type Ground, openGround } from '../ground.ts'
import { addSteps } from './steps.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(() => ground.db.execute(sql`truncate steps, buckets`))
afterAll(() => ground?.close())

const pins: Rate = { method: 'pins.add', perMinute: 6, burst: 3, perChannel: true }
const take = (rate = pins, priority = 10, channel = 'C0') => takeToken(ground.db, rate, channel, priority)
const pass = (seconds: number) =>
  ground.db.execute(sql`update buckets set refilled_at = refilled_at - ${seconds} * interval '1 second',
    closed_until = closed_until - ${seconds} * interval '1 second'`)
const takeAll = async () => {
  for (let i = 0; i < pins.burst; i++) expect(await take()).toBe(0)
}

describe('tokens', () => {
  it('are had at once as far as the burst goes, and then one by one as they come', async () => {
    await takeAll()
    const wait = await take()
    expect(wait).toBeGreaterThan(5_000)
    expect(wait).toBeLessThanOrEqual(10_000)
    await pass(10)
    expect(await take()).toBe(0)
    expect(await take()).toBeGreaterThan(5_000)
  })

  it('never come to more than the burst', async () => {
    expect(await take()).toBe(0)
    await pass(3_600)
    await takeAll()
    expect(await take()).toBeGreaterThan(0)
  })

  it('asked for in vain cost nothing', async () => {
    await takeAll()
    for (let i = 0; i < 5; i++) await take()
    await pass(10)
    expect(await take()).toBe(0)
  })

  it('are had by as many as there are, however many ask at once', async () => {
    const waits = await Promise.all(Array.from({ length: 10 }, () => take()))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(pins.burst)
  })

  it('are one of each method, and of each channel where the method is rated so', async () => {
    const everywhere = { ...pins, method: 'users.list', perChannel: false, burst: 1 }
    expect([await take(everywhere), (await take(everywhere, 10, 'C1')) > 0]).toEqual([0, true])
    await takeAll()
    expect(await take(pins, 10, 'C1')).toBe(0)
    expect(await take({ ...pins, method: 'chat.update' })).toBe(0)
  })
})

describe('after a 429', () => {
  it('there is none until the time that it says, and other methods and channels go on', async () => {
    await closeBucket(ground.db, pins, 'C0', 50_000)
    const wait = await take()
    expect(wait).toBeGreaterThan(40_000)
    expect(wait).toBeLessThanOrEqual(50_000)
    expect(await take(pins, 10, 'C1')).toBe(0)
    expect(await take({ ...pins, method: 'chat.update' })).toBe(0)
    await pass(50)
    expect(await take()).toBe(0)
  })

  it('a shorter one that comes later does not open it earlier', async () => {
    await take()
    await closeBucket(ground.db, pins, 'C0', 60_000)
    await closeBucket(ground.db, pins, 'C0', 1_000)
    expect(await take()).toBeGreaterThan(50_000)
  })
})

describe('the last token', () => {
  const last = async () => {
    for (let i = 1; i < pins.burst; i++) expect(await take()).toBe(0)
  }

  it('is left to a more urgent step of the method that is due', async () => {
    await last()
    await addSteps(ground, { method: 'pins.add', priority: 5 })
    expect(await take()).toBeGreaterThan(0)
    expect(await take(pins, 5)).toBe(0)
  })

  it.each([
    ['less urgent', { method: 'pins.add', priority: 20 }],
    ['of another method', { method: 'chat.update', priority: 5 }],
    ['not due yet', { method: 'pins.add', priority: 5, settleMs: 60_000 }],
  ])('is not left to one that is %s', async (_, step) => {
    await last()
    await addSteps(ground, step)
    expect(await take()).toBe(0)
  })

  it('and where there are more, nobody has to wait', async () => {
    await addSteps(ground, { method: 'pins.add', priority: 5 })
    expect(await take()).toBe(0)
  })
})
