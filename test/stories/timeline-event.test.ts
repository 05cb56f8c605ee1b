import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { calm, channelOf, closeAll, report, textOf } from '../tale.ts'
import type { Channel, Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
let ben: Person
let channel: Channel
let incident: number
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana', timeZone: 'Asia/Kolkata' })
      slack.addPerson({ name: 'ben', timeZone: 'America/New_York' })
      slack.addPerson({ name: 'gus', kind: 'guest' })
      slack.addChannel({ name: 'general', members: ['ana', 'ben', 'gus'] })
    },
  })
  ana = stage.slack.person('ana')
  ben = stage.slack.person('ben')
  incident = await report(stage, ana, 'checkout is down')
  await ben.command(`/dispatch join INC-${incident}`, 'general')
  await calm(stage)
  channel = channelOf(stage, incident)
})
afterAll(() => stage?.close())
beforeEach(() => closeAll(ana))

const newest = async () => {
  const [row] = await stage.db.execute<{ text: string; kind: string; author: string; at: string }>(
    sql`select text, kind, author_id as author, happened_at::text as at from entries order by id desc limit 1`,
  )
  return row && { ...row, at: new Date(row.at) }
}
const told = (person: Person) => textOf(person.whispers.at(-1))
/** What India's clocks show now, which stand half an hour beside all others. */
const clock = () =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kolkata', timeStyle: 'short' }).format(Date.now())

describe('/dispatch event', () => {
  it('adds what happened, now', async () => {
    await ana.command('/dispatch event failed over to <b> & @ben', channel.id)
    expect(told(ana)).toContain('Added to the timeline')
    expect(await newest()).toMatchObject({ text: 'failed over to <b> & @ben', kind: 'note', author: ana.id })
    expect(Math.abs(Number((await newest())?.at) - Date.now())).toBeLessThan(10_000)
  })

  it('takes a time of yesterday, in the zone of the person', async () => {
    await ana.command(`/dispatch event first alarm at yesterday ${clock()}`, channel.id)
    const { text, at } = (await newest()) ?? { at: new Date(0) }
    expect(text).toBe('first alarm')
    expect(Math.abs(Date.now() - 24 * 3600_000 - at.getTime())).toBeLessThan(120_000)
  })

  it.each([
    ['deployed at 2026-03-08 14:05', 'America/New_York', '2026-03-08T18:05:00.000Z'],
    ['deployed at 2026-03-07 14:05', 'America/New_York', '2026-03-07T19:05:00.000Z'],
    ['at 2026-03-07 14:05 deployed', 'America/New_York', '2026-03-07T19:05:00.000Z'],
  ])('"%s" is meant in %s', async (words, _, at) => {
    await ben.command(`/dispatch event INC-${incident} ${words}`, 'general')
    expect(await newest()).toMatchObject({ text: 'deployed', at: new Date(at) })
  })

  it.each([
    ['at 2026-03-08 02:30', 'clocks went forward past 2:30'],
    ['at 2026-02-30 12:00', 'no such day as 2026-02-30'],
    ['at 25:00', 'no such time as 25:00'],
    ['at 2126-01-01 12:00', 'still to come'],
  ])('"%s" is no moment that has been, and the person hears why', async (when, sentence) => {
    const before = await newest()
    await ben.command(`/dispatch event INC-${incident} deployed ${when}`, 'general')
    expect(told(ben)).toContain(sentence)
    expect(await newest()).toEqual(before)
  })

  it('takes words that only sound like a time as words', async () => {
    await ana.command('/dispatch event looking at the 5xx at cell 12', channel.id)
    expect((await newest())?.text).toBe('looking at the 5xx at cell 12')
  })

  it('is one event, however often Slack sends the command', async () => {
    await ana.command('/dispatch event only once', channel.id)
    await ana.again('slash_commands')
    const rows = await stage.db.execute(sql`select 1 from entries where text = 'only once'`)
    expect(rows).toHaveLength(1)
  })

  it('without words asks for them and the moment in a form', async () => {
    await ana.command('/dispatch event', channel.id)
    await stage.slack.until('the form', () => ana.view)
    await ana.fill('text', 'load is falling')
    await ana.fill('time', String(Math.floor(Date.now() / 1000) + 3600))
    await ana.submit()
    expect(ana.view?.errors).toMatchObject({ time: expect.stringContaining('still to come') })
    const at = Math.floor(Date.now() / 1000) - 3600
    await ana.fill('time', String(at))
    await ana.submit()
    expect(ana.view).toBeUndefined()
    expect(await newest()).toMatchObject({ text: 'load is falling', at: new Date(at * 1000) })
  })

  it('is not for those outside, who hear how to come in', async () => {
    const eve = stage.slack.addPerson({ name: 'eve' })
    stage.slack.channel('general').members.add(eve.id)
    const before = await newest()
    for (const words of ['what I saw', ''])
      await eve.command(`/dispatch event INC-${incident} ${words}`, 'general')
    expect(eve.view).toBeUndefined()
    expect(eve.whispers.every((one) => textOf(one).includes('/dispatch join'))).toBe(true)
    expect(await newest()).toEqual(before)
  })
})

describe('the shortcut', () => {
  it('keeps a message of the channel at once, and Undo takes it back', async () => {
    const message = await ana.say(channel.id, 'the disk is full')
    await ana.messageShortcut('keep_message', channel.id, message.ts)
    await stage.slack.until('the answer', () => told(ana).includes('on the timeline'))
    await calm(stage)
    expect(await newest()).toMatchObject({ text: 'the disk is full', kind: 'message', author: ana.id })
    expect(message.reactions).toEqual([{ name: 'memo', users: [stage.slack.bot.userId] }])
    const answer = ana.whispers.at(-1)
    await ana.click({ channel: channel.id, ts: answer?.ts ?? '' }, 'undo_keep')
    await calm(stage)
    expect(message.reactions).toEqual([])
    const [row] = await stage.db.execute(sql`select keepers from entries where ts = ${message.ts}`)
    expect(row).toEqual({ keepers: [] })
  })

  it('says of a message that somebody hid that it is not shown', async () => {
    const message = await ana.say(channel.id, 'said in anger')
    await ana.messageShortcut('keep_message', channel.id, message.ts)
    await calm(stage)
    const [kept] = await stage.db.execute<{ id: number }>(sql`
      update entries set hidden_at = app_now(), hidden_by = ${ana.id} where ts = ${message.ts} returning id`)
    expect(kept).toBeDefined()
    await ben.messageShortcut('keep_message', channel.id, message.ts)
    await stage.slack.until('the answer', () => told(ben).includes('is hidden on the timeline'))
    await calm(stage)
    await stage.db.execute(
      sql`update entries set hidden_at = null, hidden_by = null where ts = ${message.ts}`,
    )
  })

  it('taken back twice says both times that somebody else keeps the message', async () => {
    const message = await ana.say(channel.id, 'kept by two')
    for (const one of [ana, ben]) {
      await one.messageShortcut('keep_message', channel.id, message.ts)
      await stage.slack.until('the answer', () => told(one).includes('is on the timeline'))
    }
    const answer = ana.whispers.at(-1)
    await ana.click({ channel: channel.id, ts: answer?.ts ?? '' }, 'undo_keep')
    await stage.slack.until('the answer', () => told(ana).includes('somebody else does'))
    await ana.again('block_actions')
    await calm(stage)
    expect(told(ana)).toContain('somebody else does')
  })

  it('elsewhere says that there is no timeline', async () => {
    const message = await ana.say('general', 'nothing burns here')
    await ana.messageShortcut('keep_message', 'general', message.ts)
    await stage.slack.until('the answer', () => told(ana).includes('no incident’s channel'))
  })

  it('is not for guests', async () => {
    const gus = stage.slack.person('gus')
    channel.members.add(gus.id)
    const message = await ana.say(channel.id, 'for members only')
    await gus.messageShortcut('keep_message', channel.id, message.ts)
    await stage.slack.until('the answer', () => told(gus).includes('Guests cannot use Dispatch'))
    const rows = await stage.db.execute(sql`select 1 from entries where ts = ${message.ts}`)
    expect(rows).toHaveLength(0)
  })
})
