import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { channelOf, closeAll, report, textOf } from '../tale.ts'

let stage: Stage
let incident: number
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      slack.addChannel({ name: 'general', members: ['ana', 'ben'] })
    },
  })
  incident = await report(stage, stage.slack.person('ana'), 'payments are refused by the bank')
  await stage.settle()
})
afterAll(() => stage?.close())

it('a word that needs an incident offers the open ones elsewhere, and goes on with the one that is pressed', async () => {
  const ben = stage.slack.person('ben')
  await ben.command('/dispatch join', 'general')
  const offered = ben.whispers.at(-1)
  expect(textOf(offered?.blocks)).toContain(`INC-${incident}`)
  await ben.click({ channel: stage.slack.channel('general').id, ts: offered?.ts ?? '' }, 'pick_incident')
  await stage.settle()
  expect(channelOf(stage, incident).members.has(ben.id)).toBe(true)
})

it('to ask for access needs a number, since what could be offered is open already', async () => {
  const ben = stage.slack.person('ben')
  await ben.command('/dispatch request', 'general')
  expect(ben.whispers.at(-1)?.text).toContain('comes the number of an incident: `INC-7`')
  expect(textOf(ben.whispers.at(-1)?.blocks)).not.toContain('pick_incident')
  await ben.command('/dispatch request queue is full', 'general')
  expect(textOf(ben.whispers.at(-1)?.blocks)).toContain('request queue is full')
})

it('all the words that were typed go on with the one that is pressed', async () => {
  const ana = stage.slack.person('ana')
  const words = `the bank says ${'that it looks into it, '.repeat(70)}and calls at six`
  await ana.command(`/dispatch update ${words}`, 'general')
  const ts = ana.whispers.at(-1)?.ts ?? ''
  await ana.click({ channel: stage.slack.channel('general').id, ts }, 'pick_incident')
  await stage.settle()
  expect(textOf(channelOf(stage, incident).messages)).toContain('and calls at six')
})

it('words that no button can carry are asked for again with the number, and none of them is lost silently', async () => {
  const ana = stage.slack.person('ana')
  await ana.command(`/dispatch update ${'all is dark, '.repeat(200)}and cold`, 'general')
  const told = ana.whispers.at(-1)
  expect(told?.text).toContain('type it again with its number: `/dispatch update INC-7 …`')
  expect(textOf(told?.blocks)).toContain(`INC-${incident}`)
  expect(textOf(told?.blocks)).not.toContain('pick_incident')
})

it('to reopen and to take back offer what is closed, and what was declined', async () => {
  const ana = stage.slack.person('ana')
  const offers = async (line: string) => {
    await ana.command(line, 'general')
    return [...textOf(ana.whispers.at(-1)?.blocks).matchAll(/\*(INC-\d+)\*/g)].map(([, name]) => name)
  }
  expect([await offers('/dispatch reopen'), await offers('/dispatch restore')]).toEqual([[], []])
  expect(ana.whispers.at(-1)?.text).toBe('There is no declined or merged incident that you can see.')
  const [closed, declined] = [await report(stage, ana, 'closed'), await report(stage, ana, 'declined')]
  await closeAll(ana)
  await ana.command(`/dispatch close INC-${closed} mended`, 'general')
  await ana.command(`/dispatch decline INC-${declined} a test`, 'general')
  expect([await offers('/dispatch reopen'), await offers('/dispatch restore')]).toEqual([
    [`INC-${closed}`],
    [`INC-${declined}`],
  ])
})

it('a number names the incident, in whatever channel', async () => {
  const ben = stage.slack.person('ben')
  await ben.command(`/dispatch join INC-${incident}`, 'general')
  expect(textOf(ben.whispers.at(-1)?.text)).toContain(`You are in INC-${incident}`)
})

it('what cannot be read after a word is told, and becomes the title of a report by one press', async () => {
  const ben = stage.slack.person('ben')
  await closeAll(ben)
  await ben.command(`/dispatch join #${incident} service fails & more`, 'general')
  const told = ben.whispers.at(-1)
  expect(textOf(told?.blocks)).toContain('comes the number of an incident')
  await ben.click({ channel: stage.slack.channel('general').id, ts: told?.ts ?? '' }, 'open_report')
  await stage.slack.until('the form', () => ben.view)
  expect(ben.view?.values.title?.title).toMatchObject({ value: 'join service fails & more' })
})
