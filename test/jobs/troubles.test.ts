import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { failStep } from '../../db/work/outcome.ts'
import { app } from '../db/ground.ts'
import { addSteps, claim } from '../db/work/steps.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench('operations: C0OPS')
})
afterAll(() => bench?.close())

it('the channel that is joined is told of the newest twenty troubles, and of nothing that could not be told elsewhere', async () => {
  await bench.plan()
  const plain = Array.from({ length: 22 }, () => ({ reaction: 'refreshGroups' }))
  const steps = await addSteps(bench, ...plain, { reaction: 'tellOperations', place: 'C0FORMER' })
  for (const step of steps)
    await failStep(bench.db, app, { lease: await claim(bench, step), code: 'missing_scope', definite: true })
  await bench.db.execute(sql`truncate outbox`)
  const [join] = await bench.rows<{ id: string }>(
    sql`select id from steps where reaction = 'joinOperations' and place = 'C0OPS'`,
  )
  const told = async () => {
    await bench.run(Number(join?.id))
    const rows = await bench.rows<{ step: number }>(
      sql`select subject_id::int as step from steps where reaction = 'tellOperations' and place = 'C0OPS' order by id`,
    )
    return rows.map(({ step }) => step)
  }
  expect(await told()).toEqual(steps.slice(2, 22))
  await bench.db.execute(sql`update steps set state = 'waiting' where id = ${Number(join?.id)}`)
  expect(await told()).toHaveLength(20)
})
