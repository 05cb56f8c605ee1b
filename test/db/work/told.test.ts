import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Lease } from '../../../db/work/lease.ts'
import { failStep, finishPaint, finishStep } from '../../../db/work/outcome.ts'
import { app, type Ground, openGround } from '../ground.ts'
import { addSteps, claim } from './steps.ts'

let ground: Ground
let step: number
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(async () => {
  await ground.db.execute(sql`truncate steps, facts, outbox`)
  step = (await addSteps(ground, { label: null }))[0] ?? 0
})
afterAll(() => ground?.close())

const fail = (lease: Lease) => failStep(ground.db, app, { lease, code: 'restricted_action', definite: true })
const paint = (lease: Lease) => finishPaint(ground.db, app, { lease })
const done = async () => (await ground.facts('step.done')).map((one) => Number(one.subject_id))
const tell = () =>
  ground.db.execute(sql`
    insert into steps (effect_key, reaction, subject_kind, subject_id, fact_id, lane, method, priority, state)
    values ('told', 'tellOperations', 'step', ${String(step)}, 1, 'integrations', '', 1, 'done')`)
const anew = async () => {
  await ground.db.execute(sql`
    update steps set state = 'waiting', error = null, wanted = wanted + 1, not_before = clock_timestamp()
    where id = ${step}`)
  return claim(ground, step)
}

describe('a step that people do not watch, once its trouble was told', () => {
  it('is said to be done, though what the trouble was is known no more', async () => {
    await fail(await claim(ground, step))
    await tell()
    await finishStep(ground.db, app, { lease: await anew(), answer: { externalId: 'OPS-1' } })
    expect(await done()).toEqual([step])
  })

  it('is said to be painted again, once after each trouble', async () => {
    await paint(await claim(ground, step))
    await tell()
    for (const told of [[step], [step, step]]) {
      await fail(await anew())
      await paint(await anew())
      expect(await done()).toEqual(told)
      await paint(await anew())
      expect(await done()).toEqual(told)
    }
  })
})

it('one whose trouble was told to nobody leaves no word', async () => {
  await fail(await claim(ground, step))
  await paint(await anew())
  expect(await done()).toEqual([])
})
