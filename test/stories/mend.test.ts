import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, channelOf, postsIn, report, textOf } from '../tale.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      for (const name of ['incidents', 'ops']) slack.addChannel({ name, members: ['ana', 'ben'] })
    },
    configuration: (slack) => `
operations: ${slack.channel('ops').id}
broadcast: [{ channel: ${slack.channel('incidents').id} }]`,
  })
})
afterAll(() => stage?.close())

const buttonOf = (blocks: unknown, action: string) =>
  new RegExp(`"action_id":"(${action}:\\d+)"`).exec(textOf(blocks))?.[1]

it('a failed step is on the brief and in the operations channel, with Retry, which mends it', async () => {
  const [ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
  const ops = stage.slack.channel('ops')
  stage.slack.faults.at({ method: 'pins.add' }, { kind: 'error', code: 'restricted_action' })
  const incident = await report(stage, ana, 'pins are forbidden')
  await stage.settle()
  const channel = channelOf(stage, incident)
  expect(textOf(briefOf(stage, incident).blocks)).toContain('Pin failed')
  const letter = postsIn(stage, ops).at(-1)
  expect(textOf(letter?.blocks)).toContain(`Pin of INC-${incident} failed`)

  const retry = buttonOf(briefOf(stage, incident).blocks, 'retry_step')
  await ana.click({ channel: channel.id, ts: briefOf(stage, incident).ts }, retry ?? '')
  await stage.settle()
  expect(channel.pins).toHaveLength(1)
  expect(textOf(briefOf(stage, incident).blocks)).not.toContain('Pin')
  expect(textOf(postsIn(stage, ops).at(-1)?.blocks)).toContain('is done now')

  // The button is still on ben's screen.
  await ben.click({ channel: ops.id, ts: letter?.ts ?? '' }, retry ?? '').catch(() => undefined)
  await stage.settle()
  expect(channel.pins).toHaveLength(1)
})

it('what has no name on the brief is told to be done in the operations channel too', async () => {
  const ana = stage.slack.person('ana')
  const ops = stage.slack.channel('ops')
  const incident = await report(stage, ana, 'nothing can be painted')
  await stage.settle()
  stage.slack.faults.at({ method: 'chat.update' }, { kind: 'error', code: 'restricted_action' })
  await ana.command(`/dispatch severity INC-${incident} critical it spreads`)
  await stage.settle()
  const letter = postsIn(stage, ops).at(-1)
  expect(textOf(letter?.blocks)).toMatch(RegExp(`paint\\w+ of INC-${incident} failed`))
  stage.slack.faults.at({ method: 'chat.update' }, { kind: 'slow', ms: 900 })
  await ana.click({ channel: ops.id, ts: letter?.ts ?? '' }, buttonOf(letter?.blocks, 'retry_step') ?? '')
  await stage.settle()
  expect(textOf(postsIn(stage, ops).at(-1)?.blocks)).toContain('is done now')
})

it('Skip goes on without it, and a second press is told so', async () => {
  const ana = stage.slack.person('ana')
  const ops = stage.slack.channel('ops')
  stage.slack.faults.at({ method: 'bookmarks.add' }, { kind: 'error', code: 'too_many_bookmarks' })
  const incident = await report(stage, ana, 'no more bookmarks')
  await stage.settle()
  const channel = channelOf(stage, incident)
  const skip = buttonOf(briefOf(stage, incident).blocks, 'skip_step') ?? ''
  await ana.click({ channel: channel.id, ts: briefOf(stage, incident).ts }, skip)
  await ana.again('block_actions')
  await stage.settle()
  expect(textOf(briefOf(stage, incident).blocks)).toContain('Bookmarks skipped')
  expect(textOf(postsIn(stage, ops).at(-1)?.blocks)).toContain('was skipped')
  expect(textOf(ana.whispers.at(-1))).toContain('cannot be skipped any more')
})

it('the channel cannot be skipped: everything depends on it', async () => {
  const ana = stage.slack.person('ana')
  const ops = stage.slack.channel('ops')
  stage.slack.faults.at({ method: 'conversations.create' }, { kind: 'error', code: 'restricted_action' })
  const incident = await report(stage, ana, 'channels are forbidden')
  await stage.settle()
  const letter = postsIn(stage, ops).at(-1)
  expect(textOf(letter?.blocks)).toContain(`Channel of INC-${incident} failed`)
  expect(buttonOf(letter?.blocks, 'skip_step')).toBeUndefined()
  await ana.click({ channel: ops.id, ts: letter?.ts ?? '' }, buttonOf(letter?.blocks, 'retry_step') ?? '')
  await stage.settle()
  expect(channelOf(stage, incident).members.has(ana.id)).toBe(true)
})
