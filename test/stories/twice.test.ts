import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, channelOf, closeAll, recordedNumber, report } from '../tale.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    offices: 2,
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
    },
  })
})
afterAll(() => stage?.close())

const incidents = () => stage.slack.channels().filter((one) => one.name.startsWith('inc-')).length

it('two people who report at once get two incidents', async () => {
  const [ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
  const numbers = await Promise.all([report(stage, ana, 'api is slow'), report(stage, ben, 'mail is stuck')])
  await stage.settle()
  expect(new Set(numbers).size).toBe(2)
  for (const number of numbers) briefOf(stage, number)
})

it('a form that is submitted twice is one incident', async () => {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, 'pressed twice')
  const before = incidents()
  await ana.again('view_submission')
  await ana.again('view_submission')
  await stage.settle()
  expect(recordedNumber(ana)).toBe(incident)
  expect(incidents() - before).toBeLessThanOrEqual(1)
  expect(stage.slack.channels().filter((one) => one.name.includes('pressed-twice'))).toHaveLength(1)
})

it('two submits of one form at the same instant are one incident', async () => {
  const ben = stage.slack.person('ben')
  await closeAll(ben)
  await ben.command('/dispatch at the same instant')
  await stage.slack.until('the form', () => ben.view)
  const first = ben.submit()
  await Promise.all([first, ben.again('view_submission'), ben.again('view_submission')])
  await stage.settle()
  expect(stage.slack.channels().filter((one) => one.name.includes('at-the-same-instant'))).toHaveLength(1)
  briefOf(stage, recordedNumber(ben))
})

it('events that come twice, late and in another order do nothing twice', async () => {
  const ana = stage.slack.person('ana')
  stage.slack.sockets.disturb({ double: 1, shuffle: 0.5, delayMs: 20, seed: 7 })
  await ana.openHome()
  const incident = await report(stage, ana, 'events are doubled')
  await stage.settle()
  stage.slack.sockets.disturb(undefined)
  expect(channelOf(stage, incident).members.has(ana.id)).toBe(true)
  briefOf(stage, incident)
  expect(ana.home).toBeDefined()
})
