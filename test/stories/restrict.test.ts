import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { calm, channelOf, closeAll, postsIn, report, textOf } from '../tale.ts'
import { town } from '../town.ts'
import type { Channel, Message } from '../workspace/slack/contract.ts'
import { placeOf } from './crew.ts'

let stage: Stage
let incident: number
let former: Channel
beforeAll(async () => {
  stage = await openStage(town(['ana', 'ben', 'cleo']))
})
beforeEach(async () => {
  incident = await report(stage, person('ana'), 'payroll was copied', { description: 'by a stranger' })
  await stage.settle()
  former = channelOf(stage, incident)
  await person('ben').command(`/dispatch join INC-${incident}`, 'general')
  await person('ana').command('/dispatch update the files were sold', former.id)
  await stage.settle()
})
afterAll(() => stage?.close())

const person = (name: string) => stage.slack.person(name)
const board = () => stage.slack.channel('incidents')
const outside = () => textOf(board().messages) + textOf(person('cleo').dm) + textOf(person('cleo').whispers)

async function restrict(who: string, why: string): Promise<void> {
  await closeAll(person(who))
  await person(who).command('/dispatch restrict', former.id)
  await stage.slack.until('the form', () => person(who).view)
  await person(who).fill('note', why)
  await person(who).submit()
  await stage.settle()
}

async function restrictNow(number: number): Promise<void> {
  await person('ana').command(`/dispatch restrict INC-${number}`, 'general')
  await stage.slack.until('the form', () => textOf(person('ana').view?.view).includes('Restrict INC'))
  await person('ana').fill('note', 'names')
  await person('ana').submit()
}

const roomsOf = (number: number, kind: Channel['kind']) =>
  stage.slack.channels().filter((one) => one.kind === kind && one.name.startsWith(`inc-${number}-`))

/** Resolves when Slack was asked so often for a channel of the incident. */
const isAsked = (number: number, often: number) =>
  stage.slack.until('the channel under way', () => callsNaming(number).length >= often)
const callsNaming = (number: number) =>
  stage.slack.calls.filter(
    ({ method, args }) => method === 'conversations.create' && String(args.name).startsWith(`inc-${number}-`),
  )

/** It stands in one private channel, which says so once. */
function standsApart(number: number): void {
  const moved = roomsOf(number, 'group')
  expect(moved).toHaveLength(1)
  const posts = postsIn(stage, moved[0] as Channel)
  expect(posts.filter((one) => textOf(one.blocks).includes('Commander'))).toHaveLength(1)
  expect(posts.filter((one) => textOf(one.blocks).includes('is restricted now'))).toHaveLength(1)
}

const apart = () =>
  stage.slack.channels().find((one) => one.kind === 'group' && one.name.startsWith(`inc-${incident}-`))

it('goes on in a private channel with those who were in it', async () => {
  await restrict('ana', 'names of people are in it')
  expect(apart()?.members).toEqual(new Set([person('ana').id, person('ben').id, stage.slack.bot.userId]))
  const [brief] = apart() ? postsIn(stage, apart() as Channel) : []
  expect(textOf(brief?.blocks)).toContain('payroll was copied')
})

it('leaves nothing of it where everybody reads, and says so where it was', async () => {
  await restrict('ana', 'names of people are in it')
  const shown = postsIn(stage, board()).filter((one) => textOf(one.blocks).includes(`INC-${incident}*`))
  expect(shown.length).toBeGreaterThan(1)
  expect(textOf(shown)).not.toMatch(/payroll|sold|stranger|names of people/)
  expect(textOf(shown)).toContain('request_access')
  const said = postsIn(stage, former)
  expect(textOf(said.at(-1)?.blocks)).toContain('Slack keeps the messages')
  expect(textOf(said[0]?.blocks)).not.toContain('payroll')
  expect(former.topic).not.toContain('Commander')
  await person('ana').command('/dispatch update they were found again', apart()?.id)
  await stage.settle()
  expect(textOf(former.messages)).not.toContain('found again')
  expect(outside()).not.toContain('found again')
})

it('is the lead’s to do, with a reason, and once', async () => {
  await person('ben').command('/dispatch restrict', former.id)
  expect(textOf(person('ben').whispers.at(-1)?.text)).toContain('Only the commander')
  await closeAll(person('ana'))
  await person('ana').command('/dispatch restrict', former.id)
  await stage.slack.until('the form', () => person('ana').view)
  await person('ana').fill('note', 'names')
  await person('ana').submit()
  await person('ana').again('view_submission')
  await stage.settle()
  const moved = stage.slack
    .channels()
    .filter((one) => one.kind === 'group' && one.name.includes(`-${incident}-`))
  expect(moved).toHaveLength(1)
})

it('while its channel is only being opened, it does not stay in one that is open to all', async () => {
  await closeAll(person('ana'))
  stage.slack.faults.at({ method: 'conversations.create' }, { kind: 'slow', ms: 4_000 })
  const early = await report(stage, person('ana'), 'keys were copied')
  await isAsked(early, 1)
  await restrictNow(early)
  await stage.settle()
  const open = roomsOf(early, 'channel')
  expect(open).toHaveLength(1)
  expect(textOf(open[0]?.messages)).not.toContain('keys were')
  standsApart(early)
})

it('while nobody knows whether its channel is open, it does not stay in the one that is found open to all', async () => {
  await closeAll(person('ana'))
  stage.slack.faults.at({ method: 'conversations.create' }, { kind: 'reply lost' })
  stage.slack.faults.at({ method: 'users.conversations', times: 3 }, { kind: 'http', status: 503 })
  const early = await report(stage, person('ana'), 'codes were copied')
  await isAsked(early, 1)
  await restrictNow(early)
  expect(roomsOf(early, 'channel')[0]?.messages.filter((one) => !one.subtype)).toEqual([])
  await stage.settle(20_000)
  const open = roomsOf(early, 'channel')
  expect(open).toHaveLength(1)
  expect(textOf(open[0]?.messages)).not.toContain('codes were')
  standsApart(early)
}, 40_000)

it('while another channel is being opened as it was opened again, it does not stay in that either', async () => {
  const says = async (line: string) => {
    await closeAll(person('ana'))
    await person('ana').command(`/dispatch ${line}`, 'general')
  }
  await says(`close INC-${incident} keys were changed`)
  await person('ben').archiveChannel(former.id)
  await calm(stage)
  stage.slack.faults.at({ method: 'conversations.create' }, { kind: 'slow', ms: 4_000 })
  await says(`reopen INC-${incident} more was copied`)
  await isAsked(incident, 2)
  await restrictNow(incident)
  await stage.settle()
  expect(roomsOf(incident, 'channel')).toHaveLength(2)
  const next = roomsOf(incident, 'channel').find((one) => one.id !== former.id)
  expect(textOf(next?.messages)).not.toMatch(/payroll|more was copied/)
  expect(postsIn(stage, next as Channel).at(-1)?.text).toContain('restricted')
  standsApart(incident)
})

it('where Slack refuses a private channel, whoever leads it hears so with Retry, and again where that is refused', async () => {
  const ana = person('ana')
  const refuse = () =>
    stage.slack.faults.at({ method: 'conversations.create' }, { kind: 'error', code: 'restricted_action' })
  const letters = () =>
    ana.dm.filter((one) => textOf(one.blocks).includes(`*INC-${incident}* has no channel to go on in:`))
  const heard = (often: number) => stage.slack.until('the word of it', () => letters().length === often)
  const retry = () => {
    const letter = letters().at(-1) as Message
    const action = /retry_step:\d+/.exec(textOf(letter.blocks))?.[0] ?? ''
    return ana.click(placeOf(stage.slack, letter), action)
  }
  await closeAll(ana)
  refuse()
  await restrictNow(incident)
  await heard(1)
  expect(textOf(letters()[0])).toContain('an administrator can allow it')
  refuse()
  await retry()
  await heard(2)
  await retry()
  await stage.settle()
  standsApart(incident)
  expect(letters()).toHaveLength(2)
  expect(textOf(person('ben').dm)).not.toContain('no channel to go on in')
})
