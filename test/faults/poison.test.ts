import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, channelOf, postsIn, report, textOf } from '../tale.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana' })
      for (const name of ['incidents', 'ops']) slack.addChannel({ name, members: ['ana'] })
    },
    configuration: (slack) => `
operations: ${slack.channel('ops').id}
broadcast: [{ channel: ${slack.channel('incidents').id} }]`,
  })
})
afterAll(() => stage?.close())

const letters = () => postsIn(stage, stage.slack.channel('ops'))
const retryIn = (blocks: unknown) => /"action_id":"(retry_step:\d+)"/.exec(textOf(blocks))?.[1] ?? ''

it('what cannot be worked out of one fact is told, and keeps nothing else waiting; Retry makes up for it', async () => {
  const [ana, board] = [stage.slack.person('ana'), stage.slack.channel('incidents')]
  await stage.db.execute(sql`alter table broadcasts rename to elsewhere`)
  const incident = await report(stage, ana, 'nobody knows where to announce it')
  await stage.slack.until(
    'ready',
    () => channelOf(stage, incident).members.has(ana.id) && briefOf(stage, incident),
  )
  await stage.settle(30_000)
  expect(textOf(letters().at(-1)?.blocks)).toContain(`Announcement of INC-${incident} failed`)
  expect(textOf(briefOf(stage, incident).blocks)).toContain('Announcement failed')
  expect(postsIn(stage, board)).toEqual([])

  await stage.db.execute(sql`alter table elsewhere rename to broadcasts`)
  const brief = briefOf(stage, incident)
  await ana.click({ channel: channelOf(stage, incident).id, ts: brief.ts }, retryIn(brief.blocks))
  await stage.settle()
  expect(postsIn(stage, board)).toHaveLength(1)
  expect(textOf(letters().at(-1)?.blocks)).toContain('is done now')
  expect(textOf(briefOf(stage, incident).blocks)).not.toContain('Announcement')
})

it('a fact that is odd through and through holds up no report', async () => {
  const ana = stage.slack.person('ana')
  const before = letters().length
  await stage.db.execute(sql`
    with odd as (
      insert into facts (subject_kind, subject_id, type, actor_kind, data, happened_at, known_at)
      values ('step', 'none', 'step.failed', 'app', 'null', now(), now()) returning id)
    insert into outbox (fact_id) select id from odd`)
  const incident = await report(stage, ana, 'beside an odd fact')
  await stage.slack.until(
    'ready',
    () => channelOf(stage, incident).members.has(ana.id) && briefOf(stage, incident),
  )
  await stage.settle(30_000)
  const told = letters()
    .slice(before)
    .map((one) => textOf(one.blocks))
  expect(told.length).toBeGreaterThan(0)
  for (const letter of told) expect(letter).toContain('Follow-up failed')
})
