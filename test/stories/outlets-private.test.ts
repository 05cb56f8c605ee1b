import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { postsIn, report, textOf } from '../tale.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana' })
      for (const name of ['incidents', 'ops'])
        slack.addChannel({ name, private: true, members: ['ana', 'dispatch'] })
    },
    configuration: (slack) => `
operations: ${slack.channel('ops').id}
broadcast: [{ channel: ${slack.channel('incidents').id} }]`,
  })
})
afterAll(() => stage?.close())

it('private channels that Dispatch was invited to take announcements and troubles, and none of joining them', async () => {
  expect(await stage.db.execute(sql`select reaction, error from steps where state = 'failed'`)).toEqual([])
  stage.slack.faults.at({ method: 'pins.add' }, { kind: 'error', code: 'restricted_action' })
  const incident = await report(stage, stage.slack.person('ana'), 'told in private')
  await stage.settle()
  expect(postsIn(stage, stage.slack.channel('incidents'))).toHaveLength(1)
  expect(textOf(postsIn(stage, stage.slack.channel('ops')))).toContain(`Pin of INC-${incident} failed`)
})
