import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseOperations } from '../../db/configuration/verbs.ts'
import { retryStep } from '../../db/work/mend.ts'
import { ana, app } from '../db/ground.ts'
import { textOf } from '../tale.ts'
import { refused } from './far-side.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let step: number
beforeAll(async () => {
  bench = await openBench('operations: C0OPS')
})
beforeEach(async () => {
  await chooseOperations(bench.db, app, { channel: 'C0OPS' })
  step = await bench.stepOf('openChannel', await bench.beginAnew())
})
afterAll(() => bench?.close())

const stepsOf = async (reaction: string) =>
  (
    await bench.rows<{ id: string }>(
      sql`select id from steps where reaction = ${reaction} and state = 'waiting' order by id`,
    )
  ).map((one) => Number(one.id))
const runAll = async (reaction: string) => {
  await bench.plan()
  for (const id of await stepsOf(reaction)) await bench.run(id)
}
const fail = async (code: string) => {
  bench.next('openChannel', refused(code))
  await bench.run(step)
  await runAll('tellOperations')
}
const letters = () =>
  bench.posts.map((one) => [one.channel, /failed|is done now/.exec(textOf(one.message))?.[0]])

describe('after another operations channel was chosen', () => {
  it('what was told in either is told to be done in both', async () => {
    await fail('restricted_action')
    await chooseOperations(bench.db, app, { channel: 'C0NEXT' })
    await retryStep(bench.db, ana, { step })
    await fail('restricted_action')
    expect(letters()).toEqual([
      ['C0OPS', 'failed'],
      ['C0NEXT', 'failed'],
    ])
    await retryStep(bench.db, ana, { step })
    await bench.run(step)
    await runAll('paintDeadLetter')
    expect(letters()).toEqual([
      ['C0OPS', 'is done now'],
      ['C0NEXT', 'is done now'],
    ])
  })

  it('what could not be told in the first is told to be done in the second', async () => {
    await bench.db.execute(sql`insert into lost_outlets (channel_id, how) values ('C0OPS', 'archived')`)
    await fail('restricted_action')
    await chooseOperations(bench.db, app, { channel: 'C0NEXT' })
    await retryStep(bench.db, ana, { step })
    await fail('restricted_action')
    await retryStep(bench.db, ana, { step })
    await bench.run(step)
    await runAll('paintDeadLetter')
    expect(letters()).toEqual([['C0NEXT', 'is done now']])
  })
})
