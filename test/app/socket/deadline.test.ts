import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unknownOutcome } from '../../../app/socket/deadline.ts'
import { openStage, type Stage } from '../../stage.ts'
import { briefOf, channelOf, closeAll, postsIn, recordedNumber, report, textOf } from '../../tale.ts'
import { slackTiming } from '../../workspace/slack/world.ts'

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
    const unlock = await lock('incidents')
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
    const unlock = await lock('incidents')
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
    const unlock = await lock('incidents')
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
  const unlock = await lock('people')
  await inTime(ana.command('/dispatch slow'))
  await unlock()
  expect(textOf(ana.whispers.at(-1))).toContain('Dispatch is slow at the moment')
  expect(ana.notices).toEqual([])
})

describe('a line that changes an incident', () => {
  async function changing() {
    const ana = stage.slack.person('ana')
    await closeAll(ana)
    const incident = await report(stage, ana, 'a slow change')
    await closeAll(ana)
    await stage.settle()
    const channel = channelOf(stage, incident)
    const typed = () => ana.command('/dispatch update half of it is back', channel.id)
    const told = () =>
      postsIn(stage, channel).filter(
        (one) => textOf(one).includes('half of it is back') && !channel.pins.includes(one.ts),
      )
    return { ana, typed, told }
  }

  it('is one change too where what came of it did not get through to Slack', async () => {
    const { typed, told } = await changing()
    const unlock = await lock('facts')
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

  it('is one change, however often it is typed until somebody says what came of it, and then another', async () => {
    const { ana, typed, told } = await changing()
    const unlock = await lock('facts')
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

/** How many wait to write what happened. */
async function writers(): Promise<number> {
  const rows = await stage.db.execute(sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      and query ilike '%insert into facts%'`)
  return rows.length
}

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

/** Locks a table as a long maintenance would; answers how to let go. */
async function lock(table: string): Promise<() => Promise<void>> {
  const session = postgres(stage.url, { max: 1, onnotice: () => undefined })
  const released = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const over = session.begin(async (tx) => {
    await tx`lock table ${tx(table)} in access exclusive mode`
    locked.resolve()
    await released.promise
  })
  await locked.promise
  return async () => {
    released.resolve()
    await over
    await session.end()
  }
}
