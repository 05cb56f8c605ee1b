import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefIn, channelOf, closeAll, postsIn, report, textOf } from '../tale.ts'
import type { Channel, Message, Person } from '../workspace/slack/contract.ts'

const day = 24 * 3_600_000

let stage: Stage
let ana: Person
let ben: Person
let incident: number
let room: Channel
beforeAll(async () => {
  stage = await openStage({
    offices: 2,
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      for (const name of ['general', 'incidents']) slack.addChannel({ name, members: ['ana', 'ben'] })
    },
    configuration: (slack) => `
archive_after_days: 2
broadcast: [{ channel: ${slack.channel('incidents').id} }]`,
  })
  ana = stage.slack.person('ana')
  ben = stage.slack.person('ben')
})
afterAll(() => stage?.close())
beforeEach(async () => {
  incident = await report(stage, ana, 'checkout is down', { severity: 'critical' })
  await stage.settle()
  await ben.command(`/dispatch join INC-${incident}`, 'general')
  await stage.settle()
  room = channelOf(stage, incident)
  for (const person of [ana, ben]) await closeAll(person)
})

const told = (channel = room) => postsIn(stage, channel).filter((one) => !channel.pins.includes(one.ts))
const last = (channel = room) => textOf(told(channel).at(-1)?.blocks)
const board = () => stage.slack.channel('incidents')
const announcement = (): Message | undefined =>
  postsIn(stage, board()).find((one) => !one.threadTs && textOf(one.blocks).includes(`*INC-${incident}*`))
const replies = () => postsIn(stage, board()).filter((one) => one.threadTs === announcement()?.ts)
const rooms = () => stage.slack.channels().filter((one) => new RegExp(`^inc-${incident}(-|$)`).test(one.name))

async function close(person: Person, resolution: string): Promise<void> {
  await person.command(`/dispatch close INC-${incident} ${resolution}`, 'general')
  await stage.settle()
}

async function reopen(person: Person, why: string): Promise<void> {
  await person.command(`/dispatch reopen INC-${incident} ${why}`, 'general')
  await stage.settle()
}

describe('closing', () => {
  it('shows what is missing and the times, asks for the resolution, and tells how it ended', async () => {
    await ana.command('/dispatch close', room.id)
    await stage.slack.until('the form', () => ana.view)
    const shown = textOf(ana.view?.view)
    for (const part of [
      'Missing: what it is',
      'Close anyway',
      '*Reported*',
      '*Stable*',
      'archived 2 days later',
    ])
      expect(shown).toContain(part)
    await ana.submit()
    expect(textOf(ana.view?.errors)).not.toBe('{}')
    await ana.fill('resolution', 'rolled the release back')
    await ana.submit()
    await stage.settle()
    expect(ana.view).toBeUndefined()
    expect(told()).toHaveLength(1)
    for (const part of [
      'closed *INC-',
      'rolled the release back',
      'It lasted',
      'is archived <!date',
      'open_reopen',
    ])
      expect(last()).toContain(part)
    const brief = textOf(briefIn(stage, room).blocks)
    expect(brief).toContain('rolled the release back')
    expect(brief).toContain('open_reopen')
    expect(brief).not.toContain('open_update')
    expect(textOf(announcement()?.blocks)).toContain('Closed <!date')
    expect(textOf(announcement()?.blocks)).not.toContain('join_incident')
    expect(room.topic).toContain('Closed')
  })

  it('from the update form asks for the resolution there, with the rest kept', async () => {
    await ana.command('/dispatch update', room.id)
    await stage.slack.until('the form', () => ana.view)
    await ana.fill('status', 'closed')
    await ana.fill('title', 'checkout was down')
    await ana.submit()
    await stage.slack.until('the question', () => textOf(ana.view?.view).includes('How it was resolved'))
    await ana.fill('resolution', 'a cable')
    await ana.submit()
    await stage.settle()
    expect(last()).toContain('a cable')
    expect(last()).toContain('checkout is down → checkout was down')
  })

  it('from the update form needs a resolution as long as it is to be closed, and none after a change of mind', async () => {
    await ana.command('/dispatch update', room.id)
    await stage.slack.until('the form', () => ana.view)
    await ana.fill('status', 'closed')
    await ana.submit()
    await stage.slack.until('the question', () => textOf(ana.view?.view).includes('How it was resolved'))
    await ana.submit()
    expect(ana.view?.errors.resolution).toContain('say how it was resolved')
    await ana.fill('resolution', 'perhaps a cable')
    await ana.fill('status', 'stable')
    await ana.fill('note', 'we wait before we close it')
    await ana.submit()
    await stage.settle()
    expect(ana.view).toBeUndefined()
    expect(last()).toContain('we wait before we close it')
    expect(last()).not.toContain('perhaps a cable')
    expect(room.topic).toContain('Stable')
  })

  it('by two people at once: one closes it, the other reads that it is, and by whom', async () => {
    for (const person of [ana, ben]) {
      await person.command('/dispatch status closed', room.id)
      await stage.slack.until('the form', () => person.view)
      await person.fill('resolution', `resolved by ${person.name}`)
    }
    await ana.submit()
    await ben.submit()
    await stage.settle()
    expect(told()).toHaveLength(1)
    expect(textOf(ben.view?.view)).toContain(`The resolution was changed meanwhile by <@${ana.id}>`)
    expect(ben.view?.values.resolution?.resolution).toMatchObject({ value: 'resolved by ben' })
  })

  it('what is closed is told', async () => {
    await close(ana, 'a cable')
    await ben.command(`/dispatch close INC-${incident}`, 'general')
    expect(textOf(ben.whispers.at(-1))).toContain('is closed already')
    expect(ben.view).toBeUndefined()
  })
})

describe('reopening', () => {
  it('asks why, goes on in the same channel, and its channel is not archived', async () => {
    await close(ana, 'a cable')
    const button = { channel: room.id, ts: told().at(-1)?.ts ?? '' }
    await ben.click(button, 'open_reopen')
    await stage.slack.until('the form', () => ben.view)
    expect(textOf(ben.view?.view)).toContain('It goes on in its channel')
    await ben.fill('note', 'it is down again')
    await ben.submit()
    await stage.settle()
    expect(last()).toContain('reopened *INC-')
    expect(last()).toContain('it is down again')
    expect(room.topic).toContain('Active')
    await ana.click(button, 'open_reopen')
    await stage.slack.until('the refusal', () => textOf(ana.whispers.at(-1)).includes('nothing to reopen'))
    await stage.wind(3 * day)
    await stage.settle()
    expect(room.archived).toBe(false)
    expect(replies()).toHaveLength(2)
  })

  it('after the channel was archived opens another, linked to it, with everyone in it', async () => {
    await close(ana, 'a cable')
    await stage.wind(2 * day - 60_000)
    await stage.settle()
    expect(room.archived).toBe(false)
    await stage.wind(120_000)
    await stage.slack.until('the archiving', () => room.archived)
    await stage.settle()
    expect(callsTo('conversations.archive')).toBe(1)

    await ana.click({ channel: board().id, ts: announcement()?.ts ?? '' }, 'open_details')
    await stage.slack.until('the details', () => ana.view)
    await ana.closeView()
    await ana.command(`/dispatch reopen INC-${incident}`, 'general')
    await stage.slack.until('the form', () => ana.view)
    expect(textOf(ana.view?.view)).toContain('unarchive it in Slack first')
    await ana.fill('note', 'the cable again')
    await ana.submit()
    await ana.again('view_submission')
    await stage.settle()
    const [next, ...others] = rooms().filter((one) => one.id !== room.id)
    if (!next) throw new Error('no channel took its place')
    expect(others).toEqual([])
    expect(next.members).toEqual(new Set([ana.id, ben.id, stage.slack.bot.userId]))
    expect(next.topic).toContain('Active')
    expect(next.bookmarks.map((one) => one.title)).toEqual(['Brief'])
    expect(textOf(briefIn(stage, next).blocks)).toContain('open_update')
    expect(told(next)).toHaveLength(1)
    expect(last(next)).toContain(`${stage.slack.team.url}archives/${room.id}`)
    expect(last(next)).toContain('the cable again')
    expect(textOf(announcement()?.blocks)).toContain(`<#${next.id}>`)
    expect(textOf(replies().at(-1)?.blocks)).toContain('the cable again')

    await ben.command('/dispatch update a new cable is on its way', next.id)
    await stage.settle()
    expect(last(next)).toContain('a new cable is on its way')
    expect(failures()).toEqual([])
  })

  it('a second time after archiving opens a third', async () => {
    for (const why of ['once', 'twice']) {
      await close(ana, 'a cable')
      await stage.wind(2 * day + 1_000)
      await stage.slack.until('the archiving', () => rooms().every((one) => one.archived))
      await stage.settle()
      await reopen(ana, why)
    }
    expect(rooms().map((one) => one.archived)).toEqual([true, true, false])
    expect(failures()).toEqual([])
  })
})

describe('reopening just when the channel is archived', () => {
  it('while that waits for Slack: it is not archived any more', async () => {
    await close(ana, 'a cable')
    stage.slack.faults.at({ method: 'conversations.archive' }, { kind: 'rate limited', retryAfter: 4 })
    await stage.wind(2 * day + 1_000)
    await stage.slack.until('the try', () => callsTo('conversations.archive') === 1)
    await reopen(ana, 'it is down again')
    expect(room.archived).toBe(false)
    expect(rooms()).toHaveLength(1)
    expect(last()).toContain('it is down again')
  })

  it('while Slack is at it: it goes on in another', async () => {
    await close(ana, 'a cable')
    stage.slack.faults.at({ method: 'conversations.archive' }, { kind: 'slow', ms: 2_500 })
    await stage.wind(2 * day + 1_000)
    await stage.slack.until('the archiving', () => room.archived)
    await reopen(ana, 'it is down again')
    expect(rooms().map((one) => one.archived)).toEqual([true, false])
  })
})

it('an archiving whose answer is lost is known all the same', async () => {
  await close(ana, 'a cable')
  stage.slack.faults.at({ method: 'conversations.archive' }, { kind: 'reply lost' })
  await stage.wind(2 * day + 1_000)
  await stage.slack.until('the archiving', () => room.archived)
  await stage.settle()
  await reopen(ana, 'it is down again')
  expect(rooms().map((one) => one.archived)).toEqual([true, false])
})

it('changes of what is closed and archived do not write into the archived channel', async () => {
  const from = stage.slack.calls.length
  await close(ana, 'a cable')
  await stage.wind(2 * day + 1_000)
  await stage.slack.until('the archiving', () => room.archived)
  await stage.settle()
  const posts = postsIn(stage, room).length
  await ana.command(`/dispatch priority INC-${incident} low`, 'general')
  await stage.settle()
  expect(textOf(ana.whispers.at(-1))).toContain('is changed')
  expect(postsIn(stage, room)).toHaveLength(posts)
  expect(textOf(replies().at(-1)?.blocks)).toContain('Low')
  expect(failures(from)).toEqual([])
})

const callsTo = (method: string) =>
  stage.slack.calls.filter((call) => call.method === method && call.args.channel === room.id).length

// Calls that Slack refused: none of a life without trouble is, but for a repaint that archiving has overtaken.
function failures(from = 0): string[] {
  return stage.slack.calls
    .slice(from)
    .filter(({ method, answer }) => method !== 'chat.update' || answer !== 'is_archived')
    .filter(({ answer }) => answer !== undefined && answer !== 'ok' && answer !== 'name_taken')
    .map(({ method, answer }) => `${method} ${answer}`)
}
