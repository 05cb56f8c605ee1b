import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefIn, briefOf, channelOf, postsIn, report, textOf } from '../tale.ts'
import { town } from '../town.ts'
import type { Fault } from '../workspace/slack/contract.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    offices: 2,
    ...town(['ana'], ['incidents']),
  })
})
beforeEach(() => stage.slack.faults.clear())
afterAll(() => stage?.close())

const calls = [
  'conversations.create',
  'conversations.invite',
  'chat.postMessage',
  'pins.add',
  'conversations.setTopic',
  'bookmarks.add',
  'chat.update',
]
const faults: [name: string, fault: Fault][] = [
  ['whose answer is lost', { kind: 'reply lost' }],
  ['whose answer is cut after its headers', { kind: 'cut', how: 'closed' }],
  ['that is limited', { kind: 'rate limited', retryAfter: 1 }],
  ['that ends in a 503', { kind: 'http', status: 503 }],
]

async function standsOnce(incident: number): Promise<void> {
  const channel = channelOf(stage, incident)
  expect(channel.members.has(stage.slack.person('ana').id)).toBe(true)
  expect(channel.pins).toEqual([briefOf(stage, incident).ts])
  expect(channel.bookmarks).toHaveLength(1)
  expect(channel.messages.filter((one) => one.subtype === 'channel_topic')).toHaveLength(1)
  const announced = postsIn(stage, stage.slack.channel('incidents')).filter((one) =>
    one.text.startsWith(`INC-${incident} `),
  )
  expect(announced).toHaveLength(1)
}

describe.each(faults)('a call %s', (name, fault) => {
  // An answer that is lost after a 503 was sent by a proxy: nothing stands, so the quiet time is waited out.
  const methods = fault.kind === 'http' ? ['conversations.invite', 'pins.add'] : calls
  it.each(methods)(`%s: everything stands once (${name})`, async (method) => {
    stage.slack.faults.at({ method }, fault)
    const incident = await report(stage, stage.slack.person('ana'), `${method} ${fault.kind}`)
    await stage.settle()
    await standsOnce(incident)
  })
})

it('a call that was reset before it was done is made again after the quiet time', async () => {
  stage.slack.faults.at({ method: 'chat.postMessage' }, { kind: 'reset' })
  const incident = await report(stage, stage.slack.person('ana'), 'reset')
  await stage.settle(18_000)
  await standsOnce(incident)
})

it('an answer that stalls after its headers is none, and the channel that stands is adopted', async () => {
  stage.slack.faults.at({ method: 'conversations.create' }, { kind: 'cut', how: 'stalled' })
  const incident = await report(stage, stage.slack.person('ana'), 'stalled')
  await stage.settle(18_000)
  await standsOnce(incident)
  expect(await stage.db.execute(sql`select error from steps where error = 'bug'`)).toEqual([])
}, 30_000)

it('a channel that Slack makes after we looked is adopted, not made twice', async () => {
  stage.slack.faults.at({ method: 'conversations.create' }, { kind: 'late', ms: 1_200 })
  const incident = await report(stage, stage.slack.person('ana'), 'a late channel')
  await stage.settle(18_000)
  await standsOnce(incident)
})

it('a message that Slack makes after the quiet time is a twin, and is removed ten minutes later', async () => {
  const board = stage.slack.channel('incidents')
  stage.slack.faults.at({ method: 'chat.postMessage', nth: 1 }, { kind: 'late', ms: 16_000 })
  const incident = await report(stage, stage.slack.person('ana'), 'a late message')
  await stage.settle(30_000)
  const mine = () =>
    [...postsIn(stage, board), ...postsIn(stage, channelOf(stage, incident))].filter((one) =>
      one.text.includes(`INC-${incident} `),
    )
  await stage.slack.until('the twin', () => mine().length === 3, 10_000)
  await stage.wind(600_000)
  await stage.settle()
  expect(mine()).toHaveLength(2)
  await standsOnce(incident)
}, 60_000)

it('a picture that Slack paints late, over a newer one, is painted once more', async () => {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, 'a late picture')
  await stage.settle()
  const shows = (severity: string) => () =>
    textOf(briefIn(stage, channelOf(stage, incident)).blocks).includes(severity)
  stage.slack.faults.at({ method: 'chat.update', times: 2 }, { kind: 'late', ms: 4_000 })
  await ana.command(`/dispatch severity INC-${incident} critical it spreads`)
  const late = () => stage.slack.calls.filter((one) => one.answer === 'late' && one.method === 'chat.update')
  await stage.slack.until('brief and announcement under way', () => late().length === 2)
  await ana.command(`/dispatch severity INC-${incident} minor it was less than it seemed`)
  await stage.slack.until('the newer picture', shows('Minor'))
  await stage.slack.until('the older one over it', shows('Critical'))
  await stage.slack.until('the newer one again', shows('Minor'), 15_000)
}, 30_000)

it('what changes while its announcement is posted is on it all the same', async () => {
  const ana = stage.slack.person('ana')
  stage.slack.faults.at({ method: 'chat.postMessage', times: 2 }, { kind: 'held', ms: 4_000 })
  const incident = await report(stage, ana, 'overtaken at once')
  const posts = () => stage.slack.calls.filter((one) => one.method === 'chat.postMessage' && !one.answer)
  await stage.slack.until('brief and announcement under way', () => posts().length === 2)
  await ana.command(`/dispatch severity INC-${incident} critical it spreads`)
  await stage.slack.quiet()
  await stage.settle()
  const announced = postsIn(stage, stage.slack.channel('incidents')).find((one) =>
    one.text.startsWith(`INC-${incident} `),
  )
  expect(textOf(announced?.blocks)).toContain('Critical')
})
