import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { channelOf, postsIn, report, textOf } from '../tale.ts'
import { town } from '../town.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage(town(['ana'], ['incidents']))
})
afterAll(() => stage?.close())

it('who reported is told, and everyone else too, when no channel stands in time', async () => {
  const ana = stage.slack.person('ana')
  stage.slack.faults.at(
    { method: 'conversations.create', times: Number.POSITIVE_INFINITY },
    { kind: 'rate limited', retryAfter: 2 },
  )
  const incident = await report(stage, ana, 'Slack makes us wait')
  await stage.wind(45_000)
  await stage.slack.until('the direct message', () => textOf(ana.dm).includes(`INC-${incident}`))
  const board = stage.slack.channel('incidents')
  const announced = await stage.slack.until('the announcement', () => postsIn(stage, board)[0])
  expect(textOf(announced.blocks)).toContain('Its channel is not open yet')

  stage.slack.faults.clear()
  await stage.settle()
  expect(channelOf(stage, incident).members.has(ana.id)).toBe(true)
  expect(postsIn(stage, board)).toHaveLength(1)
  expect(textOf(postsIn(stage, board)[0]?.blocks)).toContain(`<#${channelOf(stage, incident).id}>`)
  expect(ana.dm.filter((message) => textOf(message).includes(`INC-${incident}`))).toHaveLength(1)
})

it('nobody is told where the channel stands', async () => {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, 'all is well')
  await stage.settle()
  await stage.wind(60_000)
  await stage.settle()
  expect(textOf(ana.dm)).not.toContain(`INC-${incident} `)
})
