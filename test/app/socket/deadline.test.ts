import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unknownOutcome } from '../../../app/socket/deadline.ts'
import { openStage, type Stage } from '../../stage.ts'
import { briefOf, closeAll, recordedNumber, textOf } from '../../tale.ts'
import { slackTiming } from '../../workspace/slack/world.ts'
import { changing, lock } from './locked.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => void slack.addPerson({ name: 'ana' }),
    // An answer that is late for want of a processor is heard all the same.
    timing: { ackMs: 15_000 },
  })
})
afterAll(() => stage?.close())

const again = 'Please press the button again: it cannot be recorded twice.'

describe('a submission while the database is slow', () => {
  it('is told, where it is changed before it is pressed again, that the change is not recorded', async () => {
    const ana = stage.slack.person('ana')
    await ana.command('/dispatch slow and then mended')
    await stage.slack.until('the form', () => ana.view)
    const unlock = await lock(stage, 'incidents')
    await ana.submit()
    await ana.fill('title', 'quite another')
    const pressedAgain = ana.submit()
    await unlock()
    await pressedAgain
    expect(textOf(ana.view?.errors)).toContain('What you sent before is recorded')
    await stage.settle()
    expect(stage.slack.channels().some((one) => one.name.endsWith('-quite-another'))).toBe(false)
    await closeAll(ana)
  })

  it('is told in time that the outcome is not known, and pressed again it is the same incident', async () => {
    const ana = stage.slack.person('ana')
    await ana.command('/dispatch the database is slow')
    await stage.slack.until('the form', () => ana.view)
    const unlock = await lock(stage, 'incidents')
    await inTime(ana.submit())
    expect(textOf(ana.view?.errors)).toContain(again)
    expect(ana.notices).toEqual([])

    const pressedAgain = ana.submit()
    await unlock()
    await pressedAgain
    const incident = recordedNumber(ana)
    await stage.settle()
    briefOf(stage, incident)
    expect(stage.slack.channels().filter((one) => one.name.endsWith('the-database-is-slow'))).toHaveLength(1)
  })

  it('that is pressed once more long after is the same incident still', async () => {
    const ana = stage.slack.person('ana')
    await closeAll(ana)
    await ana.command('/dispatch slow again')
    await stage.slack.until('the form', () => ana.view)
    const unlock = await lock(stage, 'incidents')
    await ana.submit()
    await unlock()
    await stage.slack.until('its channel', () =>
      stage.slack.channels().find((one) => one.name.endsWith('-slow-again')),
    )
    await ana.submit()
    await stage.settle()
    briefOf(stage, recordedNumber(ana))
    expect(stage.slack.channels().filter((one) => one.name.includes('slow-again'))).toHaveLength(1)
  })
})

it('a command while the database is slow is told so in time', async () => {
  const ana = stage.slack.person('ana')
  await closeAll(ana)
  const unlock = await lock(stage, 'people')
  await inTime(ana.command('/dispatch slow'))
  await unlock()
  expect(textOf(ana.whispers.at(-1))).toContain('Dispatch is slow at the moment')
  expect(ana.notices).toEqual([])
})

describe('a line that changes an incident', () => {
  it('is one change, however often it is typed until somebody says what came of it, and then another', async () => {
    const ana = stage.slack.person('ana')
    const { typed, told } = await changing(stage, ana)
    const unlock = await lock(stage, 'facts')
    await typed()
    expect(textOf(ana.whispers.at(-1))).toContain('it is not recorded twice')
    const again = typed()
    await unlock()
    await again
    await stage.settle()
    expect(told()).toHaveLength(1)
    await typed()
    await stage.settle()
    expect(told()).toHaveLength(2)
  })
})

describe('what is told where the outcome is not known', () => {
  it('stands under the first input of a form, whichever that is', () => {
    const blocks = [
      { type: 'divider' },
      { type: 'input', block_id: 'summary' },
      { type: 'input', block_id: 'x' },
    ]
    const told = unknownOutcome({ type: 'view_submission', view: { blocks } })
    expect(told).toMatchObject({
      response_action: 'errors',
      errors: { summary: expect.stringContaining(again) },
    })
  })

  it.each([{}, null, { blocks: [] }, { blocks: 'x' }, undefined])(
    'is told for a form like %j too',
    (view) => {
      expect(unknownOutcome({ type: 'view_submission', view })).toMatchObject({ response_action: 'errors' })
    },
  )

  it('is nothing for a click, which Slack lets a person press again', () => {
    expect(unknownOutcome({ type: 'block_actions' })).toEqual({})
  })
})

/** It is over before Slack's patience is, which begins once the app has heard of it, and holds up when the app is held up. */
async function inTime(request: Promise<void>): Promise<void> {
  const roundTrip = () => fetch(`${stage.slack.url}api.test`)
  const patience = async () => {
    await roundTrip()
    await new Promise((resolve) => setTimeout(resolve, slackTiming.ackMs))
    // What was answered by then has come when this has.
    await roundTrip()
    return 'late'
  }
  expect(await Promise.race([request.then(() => 'in time'), patience()])).toBe('in time')
}
