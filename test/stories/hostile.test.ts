import { afterAll, beforeAll, expect, it } from 'vitest'
import { hostile } from '../hostile.ts'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, channelOf, closeAll, recordedNumber, report, textOf } from '../tale.ts'
import { town } from '../town.ts'
import type { Jira } from '../workspace/jira/contract.ts'
import { startJira } from '../workspace/jira/server.ts'

let stage: Stage
let jira: Jira
beforeAll(async () => {
  jira = await startJira()
  stage = await openStage({
    ...town(['ana', 'ben'], ['incidents']),
    env: jira.env,
  })
})
afterAll(async () => {
  await stage?.close()
  await jira?.stop()
})

it.each(Object.entries(hostile))('a title of %s is shown and does nothing', async (_, title) => {
  const ana = stage.slack.person('ana')
  const calls = stage.slack.calls.length
  await closeAll(ana)
  await ana.command('/dispatch')
  await stage.slack.until('the form', () => ana.view)
  await ana.fill('title', title)
  await ana.fill('description', title)
  await ana.submit()
  const incident = recordedNumber(ana)
  await stage.settle()

  const refused = stage.slack.calls
    .slice(calls)
    .filter((call) => call.answer !== 'ok' && call.answer !== 'hash_conflict')
  expect(refused.map((call) => `${call.method} ${call.answer}`)).toEqual([])
  const pinged = stage.slack
    .channels()
    .flatMap((channel) => channel.messages.flatMap((message) => message.pings))
  expect(new Set(pinged)).toEqual(new Set([ana.id]))
  expect(textOf(briefOf(stage, incident))).toContain(`INC-${incident}`)
  expect(channelOf(stage, incident).name).toMatch(/^[a-z0-9_-]{1,80}$/)
  const issue = jira.issues().find((one) => one.summary.startsWith(`INC-${incident} `))
  expect(issue?.summary.split('\n')).toHaveLength(1)
})

it('a long title stands whole below its short form', async () => {
  const incident = channelOf(stage, 1)
  expect(textOf(briefOf(stage, 1).blocks)).toContain('x'.repeat(3000))
  expect(incident.name.length).toBeLessThanOrEqual(80)
})

it.each([
  ['event', '', 'Added to the timeline'],
  ['engage', '@ben ', 'will be invited'],
])('the words of `/dispatch %s` may hold what no database takes', async (word, whom, answer) => {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, `what is typed after ${word}`)
  await ana.command(
    `/dispatch ${word} INC-${incident} ${whom}${hostile['NUL and other controls']}`,
    'incidents',
  )
  await stage.settle()
  expect(textOf(ana.whispers.at(-1))).toContain(answer)
})
