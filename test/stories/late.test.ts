import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { channelOf, postsIn, report, textOf } from '../tale.ts'
import { town } from '../town.ts'
import type { Message } from '../workspace/slack/contract.ts'
import { placeOf } from './crew.ts'

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

it('who reported hears at once that Slack refuses the channel, and again where Retry is refused', async () => {
  const ana = stage.slack.person('ana')
  const letters = () => ana.dm.filter((one) => textOf(one.blocks).includes('its channel could not be opened'))
  const refuse = () =>
    stage.slack.faults.at({ method: 'conversations.create' }, { kind: 'error', code: 'restricted_action' })
  const retry = () => {
    const letter = letters().at(-1) as Message
    return ana.click(placeOf(stage.slack, letter), /retry_step:\d+/.exec(textOf(letter.blocks))?.[0] ?? '')
  }
  refuse()
  const incident = await report(stage, ana, 'channels are forbidden')
  await stage.settle()
  expect(letters()).toHaveLength(1)
  refuse()
  await retry()
  await stage.settle()
  expect(letters()).toHaveLength(2)
  await retry()
  await stage.settle()
  expect(channelOf(stage, incident).members.has(ana.id)).toBe(true)
  expect(letters()).toHaveLength(2)
})
