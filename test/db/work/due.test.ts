import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { offerSteps, untilDue } from '../../../db/work/due.ts'
import { setTimer } from '../../../db/work/timers.ts'
import { type Ground, openGround } from '../ground.ts'
import { addSteps, age, claim } from './steps.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(() => ground.db.execute(sql`truncate steps, timers`))
afterAll(() => ground?.close())

const known = ['openChannel']
const offered = async (limit = 100) => (await offerSteps(ground.db, known, limit)).map((one) => one.id)
const until = () => untilDue(ground.db, known, 500)
const state = (id: number, to: string) =>
  ground.db.execute(sql`update steps set state = ${to} where id = ${id}`)

describe('what is offered', () => {
  it('is what is due, the most urgent first, as many as are asked for', async () => {
    const [low, high, later] = await addSteps(ground, { priority: 50 }, { priority: 1 }, { settleMs: 60_000 })
    expect(await offered(1)).toEqual([high])
    expect(await offered()).toEqual([low])
    expect(later).toBeDefined()
  })

  it('is offered to one of several who ask at once, and again where nobody takes it for two seconds', async () => {
    const [id = 0] = await addSteps(ground, {})
    const all = await Promise.all([offered(), offered(), offered()])
    expect(all.flat()).toEqual([id])
    expect(await offered()).toEqual([])
    await age(ground, id, 'offered_at', 2.1)
    expect(await offerSteps(ground.db, known, 1)).toMatchObject([{ id, unclaimed: true }])
  })

  it('is a step whose holder is gone, once its lease is over, and waits for no queue then', async () => {
    const [id = 0] = await addSteps(ground, {})
    await claim(ground, id)
    expect(await offered()).toEqual([])
    await age(ground, id, 'lease_until', 0.1)
    expect(await offerSteps(ground.db, known, 1)).toMatchObject([{ id, unclaimed: true }])
  })

  it('is no step behind an unfinished one of its line; a failed one does not block', async () => {
    const [first = 0, second = 0] = await addSteps(ground, { line: 'posts:C1' }, { line: 'posts:C1' })
    expect(await offered()).toEqual([first])
    await state(first, 'failed')
    expect(await offered()).toEqual([second])
  })

  it('is no reaction that this process does not know', async () => {
    const [id = 0] = await addSteps(ground, { reaction: 'pageOnCall' })
    expect(await offered()).toEqual([])
    expect(await offerSteps(ground.db, ['pageOnCall'], 1)).toMatchObject([{ id }])
  })
})

describe('how long there is nothing to do', () => {
  it('is until the next step or timer, but no longer than asked', async () => {
    expect(await until()).toBe(500)
    await addSteps(ground, { settleMs: 300 })
    expect(await until()).toBeLessThanOrEqual(300)
    await setTimer(ground.db, { kind: 'people.due', subject: ['workspace', 'slack'], inSeconds: 0 })
    expect(await until()).toBe(1)
  })

  it('is not shortened by what waits for another step, or for another process', async () => {
    const [first = 0] = await addSteps(ground, { line: 'posts:C1' }, { line: 'posts:C1' })
    await claim(ground, first)
    await addSteps(ground, { reaction: 'pageOnCall' })
    await ground.db.execute(
      sql`insert into timers (kind, subject_kind, subject_id, due_at) values ('update.due', 'incident', '1', '2026-01-01')`,
    )
    expect(await until()).toBe(500)
    await state(first, 'done')
    expect(await until()).toBe(1)
  })
})
