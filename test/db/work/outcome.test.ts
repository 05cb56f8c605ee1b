import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Lease } from '../../../db/work/lease.ts'
import { delayStep, failStep, finishPaint, finishStep, releaseStep } from '../../../db/work/outcome.ts'
import { ana, app, type Ground, openGround, refusalOf } from '../ground.ts'
import { addSteps, age, claim, rowOf } from './steps.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(() => ground.db.execute(sql`truncate steps, timers, facts, outbox`))
afterAll(() => ground?.close())

async function running(label: 'ticket' | null = 'ticket'): Promise<Lease> {
  const [id = 0] = await addSteps(ground, { label })
  return claim(ground, id)
}
async function takenOver(lease: Lease): Promise<Lease> {
  await age(ground, lease.id, 'lease_until', 1)
  return claim(ground, lease.id)
}
const answer = (lease: Lease, externalId: string) =>
  finishStep(ground.db, app, { lease, answer: { externalId } })
const paint = (lease: Lease, record?: () => Promise<void>) =>
  finishPaint(ground.db, app, { lease, ...(record ? { record } : {}) })
const wantMore = (id: number) => ground.db.execute(sql`update steps set wanted = wanted + 1 where id = ${id}`)
const codes = async (type: 'step.failed' | 'step.delayed') =>
  (await ground.facts(type)).map((one) => one.data.code)

describe('the answer that is first', () => {
  it('makes the step done, and what it means true, once', async () => {
    const lease = await running()
    let recorded = 0
    const record = async () => void recorded++
    const finish = () => finishStep(ground.db, app, { lease, answer: { externalId: 'OPS-1', record } })
    expect(await Promise.all([finish(), finish(), finish()])).toEqual(
      expect.arrayContaining([true, false, false]),
    )
    expect(recorded).toBe(1)
    expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'done', external_id: 'OPS-1', asked: false })
    expect(await ground.facts('step.done')).toMatchObject([{ data: { reaction: 'openChannel', place: '' } }])
    expect(await ground.facts('step.doubted')).toEqual([])
  })

  it('counts whoever brings it, also one who was taken for dead', async () => {
    const zombie = await running()
    const next = await takenOver(zombie)
    expect(await answer(zombie, 'OPS-1')).toBe(true)
    expect(await answer(next, 'OPS-1')).toBe(false)
    expect(await ground.facts('step.doubted')).toEqual([])
  })

  it('stands against a differing second one, which leaves word that there is a twin', async () => {
    const first = await running()
    const second = await takenOver(first)
    expect(await answer(second, 'OPS-2')).toBe(true)
    expect(await answer(first, 'OPS-1')).toBe(false)
    expect(await rowOf(ground, first.id)).toMatchObject({ external_id: 'OPS-2' })
    expect(await ground.facts('step.doubted')).toMatchObject([{ subject_id: String(first.id) }])
  })

  it('after an unknown one is looked at once more in ten minutes', async () => {
    const sure = await running()
    await answer(sure, 'OPS-1')
    expect(await ground.rows(sql`select kind from timers`)).toEqual([])
    const doubted = await takenOver(await running())
    await answer(doubted, 'OPS-2')
    expect(
      await ground.rows(
        sql`select kind, subject_id, ceil(extract(epoch from due_at - app_now()) / 60)::int as minutes from timers`,
      ),
    ).toEqual([{ kind: 'step.doubt', subject_id: String(doubted.id), minutes: 10 }])
  })

  it('whose meaning cannot be recorded is none', async () => {
    const lease = await running()
    const record = () => Promise.reject(new Error('broken'))
    const finish = finishStep(ground.db, app, { lease, answer: { externalId: 'OPS-1', record } })
    await expect(finish).rejects.toThrow('broken')
    expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'running', external_id: null, asked: true })
  })

  it('leaves a fact only of a part that people watch', async () => {
    await answer(await running(null), 'OPS-1')
    expect(await ground.facts('step.done')).toEqual([])
  })

  it('comes too late for what was skipped', async () => {
    const lease = await running()
    await ground.db.execute(sql`update steps set state = 'skipped'`)
    expect(await answer(lease, 'OPS-1')).toBe(false)
    expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'skipped', external_id: null })
  })
})

describe('what is painted', () => {
  it('is done, and said to be so the first time only', async () => {
    const lease = await running()
    expect(await paint(lease)).toBe(true)
    expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'done', tries: 0, painted: 1, asked: false })
    await ground.db.execute(sql`update steps set state = 'waiting'`)
    await paint(await claim(ground, lease.id))
    expect(await ground.facts('step.done')).toHaveLength(1)
  })

  it('goes round again where more was wanted meanwhile', async () => {
    const lease = await running()
    await wantMore(lease.id)
    await paint(lease)
    expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'waiting', painted: 1, wanted: 2 })
    await paint(await claim(ground, lease.id))
    expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'done', painted: 2 })
  })

  it('by one who was taken for dead counts for nothing', async () => {
    const zombie = await running()
    await takenOver(zombie)
    let recorded = 0
    expect(await paint(zombie, async () => void recorded++)).toBe(false)
    expect(recorded).toBe(0)
    expect(await rowOf(ground, zombie.id)).toMatchObject({ state: 'running', painted: 0 })
  })
})

describe('a step that fails', () => {
  it('is a dead letter with its code, said once, by who holds it', async () => {
    const zombie = await running()
    const lease = await takenOver(zombie)
    await failStep(ground.db, app, { lease: zombie, code: 'stale', definite: true })
    expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'running' })
    await failStep(ground.db, app, { lease, code: 'restricted_action', definite: true })
    await failStep(ground.db, app, { lease, code: 'again', definite: true })
    expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'failed', error: 'restricted_action' })
    expect(await codes('step.failed')).toEqual(['restricted_action'])
  })

  it('because it was refused did nothing; because of a mistake of ours it may have', async () => {
    const refused = await running()
    await failStep(ground.db, app, { lease: refused, code: 'restricted_action', definite: true })
    expect(await rowOf(ground, refused.id)).toMatchObject({ asked: false })
    const mistaken = await running()
    await failStep(ground.db, app, { lease: mistaken, code: 'bug', definite: false })
    expect(await rowOf(ground, mistaken.id)).toMatchObject({ asked: true })
  })
})

describe('a step that is put off', () => {
  const delay = (lease: Lease, late = false, definite = false) =>
    delayStep(ground.db, app, { lease, code: 'slack.unanswered', waitMs: 60_000, definite, late })

  it('waits, and knows whether the far side may have done it', async () => {
    const [unknown, known] = [await running(), await running()]
    await delay(unknown)
    await delay(known, false, true)
    expect(await rowOf(ground, unknown.id)).toMatchObject({ state: 'waiting', asked: true, tries: 1 })
    expect(await rowOf(ground, known.id)).toMatchObject({ state: 'waiting', asked: false, tries: 1 })
    expect(await codes('step.delayed')).toEqual([])
  })

  it('is said to be late once, and stays so until it is done', async () => {
    let lease = await running()
    for (const late of [true, true, false]) {
      await delay(lease, late)
      await age(ground, lease.id, 'not_before', 0)
      lease = await claim(ground, lease.id)
    }
    expect(await rowOf(ground, lease.id)).toMatchObject({ late: true })
    expect(await codes('step.delayed')).toEqual(['slack.unanswered'])
    await answer(lease, 'OPS-1')
    expect(await rowOf(ground, lease.id)).toMatchObject({ late: false, error: null })
  })

  it('by one who was taken for dead is not', async () => {
    const zombie = await running()
    const lease = await takenOver(zombie)
    await delay(zombie, true)
    await releaseStep(ground.db, zombie, 'ratelimited', 60_000)
    expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'running', tries: 2, late: false })
    expect(await codes('step.delayed')).toEqual([])
  })

  it('because of a limit was not tried; what an earlier try may have done is kept', async () => {
    const sure = await running()
    await releaseStep(ground.db, sure, 'ratelimited', 60_000)
    expect(await rowOf(ground, sure.id)).toMatchObject({ state: 'waiting', tries: 0, asked: false })
    const unsure = await takenOver(await running())
    await releaseStep(ground.db, unsure, 'ratelimited', 60_000)
    expect(await rowOf(ground, unsure.id)).toMatchObject({ state: 'waiting', tries: 1, asked: true })
  })
})

it('nobody ends a step by hand', async () => {
  const lease = await running()
  expect(await refusalOf(finishStep(ground.db, ana, { lease, answer: { externalId: 'x' } }))).toBe('app_only')
  expect(await refusalOf(failStep(ground.db, ana, { lease, code: 'x', definite: true }))).toBe('app_only')
  expect(await rowOf(ground, lease.id)).toMatchObject({ state: 'running' })
})
