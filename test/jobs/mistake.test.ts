import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retryStep } from '../../db/work/mend.ts'
import { ana } from '../db/ground.ts'
import { mistake, refused, unreachable } from './far-side.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let step: number
let incident: number
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  incident = await bench.beginAnew()
  step = await bench.stepOf('openChannel', incident)
})
afterAll(() => bench?.close())

const opened = async () => (await bench.facts('channel.opened')).map((one) => one.data.channel)

describe('where we make a mistake', () => {
  it('it is tried five times, and is then a dead letter', async () => {
    bench.next('openChannel', mistake)
    bench.next('listOwnChannels', mistake, mistake, mistake, mistake)
    for (let tried = 1; tried <= 4; tried++) {
      await bench.run(step)
      expect(await bench.row(step)).toMatchObject({ state: 'waiting', tries: tried, error: 'bug' })
    }
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'failed', error: 'bug' })
    expect(await bench.facts('step.failed')).toHaveLength(1)
  })

  it('the tries of an outage before it do not count', async () => {
    bench.next('openChannel', ...Array.from({ length: 5 }, () => unreachable), mistake)
    for (let tried = 1; tried <= 6; tried++) await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', error: 'bug' })
  })

  it('nor do those before a person’s Retry', async () => {
    bench.next('openChannel', { after: mistake.before })
    bench.next('listOwnChannels', ...Array.from({ length: 8 }, () => mistake))
    for (let tried = 1; tried <= 5; tried++) await bench.run(step)
    await retryStep(bench.db, ana, { step })
    for (let tried = 1; tried <= 4; tried++) await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', error: 'bug' })
    await bench.run(step)
    expect(await opened()).toEqual([bench.channels[0]?.id])
  })

  it('after which the effect may stand, so that Retry looks before it makes', async () => {
    bench.next('openChannel', { after: mistake.before })
    bench.next('listOwnChannels', mistake, mistake, mistake, mistake)
    for (let tried = 1; tried <= 5; tried++) await bench.run(step)
    await retryStep(bench.db, ana, { step })
    await bench.run(step)
    expect(bench.callsOf('openChannel')).toBe(1)
    expect(await opened()).toEqual([bench.channels[0]?.id])
  })
})

it('a channel that is refused after an outage is waited for, and is no dead letter', async () => {
  await bench.withChannel(incident)
  const brief = await bench.stepOf('postBrief', incident)
  bench.next('post', ...Array.from({ length: 5 }, () => unreachable), refused('is_archived'))
  for (let tried = 1; tried <= 6; tried++) await bench.run(brief)
  expect(await bench.row(brief)).toMatchObject({ state: 'held', error: 'is_archived' })
})
