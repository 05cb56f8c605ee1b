import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askAgain, claimStep, renewLease } from '../../../db/work/lease.ts'
import { type Ground, hold, openGround, waiting } from '../ground.ts'
import { addSteps, age, claim, claimed, rowOf } from './steps.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(() => ground.db.execute(sql`truncate steps, buckets`))
afterAll(() => ground?.close())

const free = { make: undefined, look: undefined }
const one = async () => (await addSteps(ground, {}))[0] ?? 0
const state = (id: number, to: string) =>
  ground.db.execute(sql`update steps set state = ${to} where id = ${id}`)

describe('a step', () => {
  it('is had by one of many who want it at once', async () => {
    const id = await one()
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimStep(ground.db, id, free)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await rowOf(ground, id)).toMatchObject({ state: 'running', tries: 1, generation: 1 })
  })

  it('that another is just claiming is not had, once that is sure', async () => {
    const id = await one()
    const other = await hold(ground, (tx) => tx.execute(sql`select claim_step(${id}, 5, '{}', '{}')`))
    const claim = claimed(ground, id)
    await expect.poll(() => waiting(ground)).toBe(1)
    await other.letGo()
    expect(await claim).toBe(false)
    expect(await rowOf(ground, id)).toMatchObject({ generation: 1, tries: 1 })
  })

  it('is tried for all to see before its claimer knows, so that a crash leaves a trace', async () => {
    const id = await one()
    expect(await claim(ground, id)).toMatchObject({ ambiguous: false, tries: 1, sinceFirstAsked: 0 })
    expect(await rowOf(ground, id)).toMatchObject({ asked: true, doubted: false })
  })

  it('is not had before its time, and not once it is over', async () => {
    const [later = 0, done = 0, failed = 0, skipped = 0] = await addSteps(
      ground,
      { settleMs: 60_000 },
      {},
      {},
      {},
    )
    for (const [id, to] of [
      [done, 'done'],
      [failed, 'failed'],
      [skipped, 'skipped'],
    ] as const)
      await state(id, to)
    for (const id of [later, done, failed, skipped]) expect(await claimed(ground, id)).toBe(false)
    await age(ground, later, 'not_before', 0)
    expect(await claimed(ground, later)).toBe(true)
  })
})

describe('a lease', () => {
  it('keeps others out until it is over; then the next knows that the try may have done it', async () => {
    const id = await one()
    await claim(ground, id)
    expect(await claimed(ground, id)).toBe(false)
    await age(ground, id, 'lease_until', 1)
    await age(ground, id, 'asked_at', 20)
    const next = await claim(ground, id)
    expect(next).toMatchObject({ ambiguous: true, tries: 2, generation: 2 })
    expect(next.sinceLastAsked).toBeGreaterThan(19_000)
    expect(await rowOf(ground, id)).toMatchObject({ doubted: true })
  })

  it('is renewed by who holds it, and by nobody who held it before', async () => {
    const id = await one()
    const first = await claim(ground, id)
    await age(ground, id, 'lease_until', 1)
    expect(await renewLease(ground.db, first)).toBe(true)
    expect(await claimed(ground, id)).toBe(false)
    await age(ground, id, 'lease_until', 1)
    const second = await claim(ground, id)
    expect(await renewLease(ground.db, first)).toBe(false)
    expect(await renewLease(ground.db, second)).toBe(true)
    await state(id, 'done')
    expect(await renewLease(ground.db, second)).toBe(false)
  })
})

describe('steps of one line', () => {
  it('are had one after another; other lines and steps of none go on', async () => {
    const [first = 0, second = 0, other = 0, none = 0] = await addSteps(
      ground,
      { line: 'posts:C1' },
      { line: 'posts:C1' },
      { line: 'posts:C2' },
      {},
    )
    expect(await claimed(ground, second)).toBe(false)
    for (const id of [first, other, none]) expect(await claimed(ground, id)).toBe(true)
    expect(await claimed(ground, second)).toBe(false)
    await state(first, 'done')
    expect(await claimed(ground, second)).toBe(true)
  })

  it.each(['failed', 'skipped'])('one that has %s blocks none behind it', async (to) => {
    const [first = 0, second = 0] = await addSteps(ground, { line: 'posts:C1' }, { line: 'posts:C1' })
    await state(first, to)
    expect(await claimed(ground, second)).toBe(true)
  })
})

describe('where a rate token is lacking', () => {
  const rate = { method: 'chat.postMessage', perMinute: 60, burst: 1, perChannel: false }
  const none = { make: rate, look: rate }
  beforeEach(async () => {
    const [spent = 0] = await addSteps(ground, {})
    await claimStep(ground.db, spent, none)
  })

  it('the step waits as one that was not tried', async () => {
    const id = await one()
    expect(await claimStep(ground.db, id, none)).toEqual({ waitMs: expect.any(Number) })
    expect(await rowOf(ground, id)).toMatchObject({
      state: 'waiting',
      tries: 0,
      asked: false,
      doubted: false,
    })
    await age(ground, id, 'not_before', 0)
    expect(await claim(ground, id)).toMatchObject({ ambiguous: false, tries: 1 })
  })

  it('what is known of an earlier try is kept', async () => {
    const id = await one()
    await claim(ground, id)
    await age(ground, id, 'lease_until', 1)
    await age(ground, id, 'asked_at', 20)
    await claimStep(ground.db, id, none)
    await age(ground, id, 'not_before', 0)
    const lease = await claim(ground, id)
    expect(lease).toMatchObject({ ambiguous: true, tries: 2 })
    expect(lease.sinceLastAsked).toBeGreaterThan(19_000)
  })

  it('nothing is made again without one, and with one the quiet time begins anew', async () => {
    const id = await one()
    const lease = await claim(ground, id)
    await age(ground, id, 'asked_at', 20)
    expect(await askAgain(ground.db, lease, rate)).toBeGreaterThan(0)
    const quiet = sql`select asked_at > clock_timestamp() - interval '5 seconds' as recent from steps where id = ${id}`
    expect(await ground.rows(quiet)).toEqual([{ recent: false }])
    expect(await askAgain(ground.db, lease, undefined)).toBe(0)
    expect(await ground.rows(quiet)).toEqual([{ recent: true }])
  })
})
