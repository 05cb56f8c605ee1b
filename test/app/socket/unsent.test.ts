import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../../stage.ts'
import { changing, lock } from './locked.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ before: (slack) => void slack.addPerson({ name: 'ana' }) })
})
afterAll(() => stage?.close())

it('a line is one change where what came of it did not get through to Slack, and it is typed again', async () => {
  const { typed, told } = await changing(stage, stage.slack.person('ana'))
  const unlock = await lock(stage, 'facts')
  const first = typed()
  await expect.poll(writers).toBe(1)
  stage.slack.sockets.drop()
  await unlock()
  await first
  await stage.slack.until('the sockets', () => stage.slack.sockets.open >= 2)
  await typed()
  await stage.settle()
  expect(told()).toHaveLength(1)
})

/** How many wait to write what happened. */
async function writers(): Promise<number> {
  const rows = await stage.db.execute(sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      and query ilike '%insert into facts%'`)
  return rows.length
}
