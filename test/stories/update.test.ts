import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefIn, callsOf, channelOf, closeAll, postsIn, report, textOf } from '../tale.ts'
import type { Message, Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
let ben: Person
let incident: number
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo']) slack.addPerson({ name })
      for (const name of ['general', 'incidents', 'data'])
        slack.addChannel({ name, members: ['ana', 'ben', 'cleo'] })
    },
    configuration: (slack) => `
broadcast:
  - { channel: ${slack.channel('incidents').id} }
  - { channel: ${slack.channel('data').id}, types: [data] }`,
  })
  ana = stage.slack.person('ana')
  ben = stage.slack.person('ben')
})
afterAll(() => stage?.close())
beforeEach(async () => {
  incident = await report(stage, ana, 'checkout is down', { severity: 'critical', description: 'since noon' })
  await stage.settle()
  await ben.command(`/dispatch join INC-${incident}`, 'general')
  await stage.settle()
  for (const person of [ana, ben]) await closeAll(person)
})

const room = () => channelOf(stage, incident)
const told = () => postsIn(stage, room()).slice(1)
const last = () => textOf(told().at(-1)?.blocks)
const brief = () => textOf(briefIn(stage, room()).blocks)
const announcement = (): Message | undefined =>
  postsIn(stage, stage.slack.channel('incidents')).find((one) =>
    textOf(one.blocks).includes(`*INC-${incident}*`),
  )
const replies = () =>
  postsIn(stage, stage.slack.channel('incidents')).filter((one) => one.threadTs === announcement()?.ts)

async function openForm(person: Person): Promise<void> {
  await person.click({ channel: room().id, ts: briefIn(stage, room()).ts }, 'open_update')
  await stage.slack.until('the form', () => person.view)
}

describe('the form', () => {
  it('changes all of it with one message, and brief, announcement, topic and thread follow', async () => {
    const topics = callsOf(stage, 'conversations.setTopic')
    await openForm(ana)
    await ana.fill('status', 'stable')
    await ana.fill('severity', 'major')
    await ana.fill('title', 'checkout is slow')
    await ana.fill('description', 'every second payment takes a minute')
    await ana.fill('note', 'the second node is back')
    await ana.fill('next_update', '30')
    await ana.submit()
    await stage.settle()
    expect(ana.view).toBeUndefined()
    expect(told()).toHaveLength(1)
    for (const part of [
      `<@${ana.id}>`,
      ':red_circle: Active → :large_yellow_circle: Stable',
      'Critical → :warning: Major',
      'checkout is down → checkout is slow',
      'the second node is back',
      'Next update <!date',
    ])
      expect(last()).toContain(part)
    for (const part of [
      'Stable',
      'Major',
      'checkout is slow',
      'takes a minute',
      'the second node is back',
      'Next update',
    ])
      expect(brief()).toContain(part)
    expect(textOf(announcement()?.blocks)).toContain('checkout is slow')
    expect(textOf(announcement()?.blocks)).toContain('the second node is back')
    expect(room().topic).toContain('Stable · Severity: Major')
    expect(callsOf(stage, 'conversations.setTopic')).toBe(topics + 1)
    expect(replies().map((one) => textOf(one.blocks))).toEqual([
      expect.stringContaining('the second node is back'),
    ])
  })

  it('asks why under the note, and keeps what was chosen', async () => {
    await openForm(ana)
    await ana.fill('severity', 'minor')
    await ana.submit()
    expect(ana.view?.errors.note).toContain('why it is less severe')
    await ana.fill('note', 'one shop only')
    await ana.submit()
    await stage.settle()
    expect(last()).toContain('Critical → :small_blue_diamond: Minor')
  })

  it('of nothing says so, and sends nothing', async () => {
    await openForm(ana)
    await ana.submit()
    expect(ana.view?.errors.note).toContain('nothing was changed')
    expect(told()).toEqual([])
  })

  it('leaves what somebody promised while it was open, where it showed that nothing was', async () => {
    await openForm(ana)
    await openForm(ben)
    await ben.fill('note', 'looking at the disks')
    await ben.fill('next_update', '30')
    await ben.submit()
    await stage.settle()
    await ana.fill('note', 'looking at the network')
    await ana.submit()
    await stage.settle()
    expect(brief()).toContain('looking at the network')
    expect(brief()).toContain('Next update')
  })

  it('takes a promise back where that is chosen', async () => {
    await ana.command('/dispatch update looking', room().id)
    await openForm(ana)
    await ana.fill('next_update', '30')
    await ana.submit()
    expect(ana.view?.errors.note).toContain('say in a sentence how it stands')
    await ana.fill('note', 'still looking')
    await ana.submit()
    await stage.settle()
    expect(brief()).toContain('Next update')
    await openForm(ana)
    await ana.fill('next_update', 'none')
    await ana.fill('note', 'it may take days')
    await ana.submit()
    await stage.settle()
    expect(brief()).not.toContain('Next update')
  })

  it('asks for what a choice needs, and keeps the rest', async () => {
    await openForm(ana)
    await ana.fill('next_update', 'custom')
    await ana.fill('note', 'looking into the disks')
    await ana.submit()
    await stage.slack.until('the question', () => textOf(ana.view?.view).includes('in how many minutes'))
    await ana.submit()
    expect(ana.view?.errors.minutes).toContain('in how many minutes')
    await ana.fill('minutes', '45')
    await ana.submit()
    await stage.settle()
    expect(last()).toContain('looking into the disks')
    expect(last()).toContain('Next update <!date')
  })

  it('asks no more for the minutes of another time where that is no longer chosen', async () => {
    await openForm(ana)
    await ana.fill('next_update', 'custom')
    await ana.fill('note', 'looking into the disks')
    await ana.submit()
    await stage.slack.until('the question', () => textOf(ana.view?.view).includes('in how many minutes'))
    await ana.fill('next_update', 'kept')
    await ana.submit()
    await stage.settle()
    expect(ana.view).toBeUndefined()
    expect(last()).toContain('looking into the disks')
    expect(last()).not.toContain('Next update')
  })

  it('adds tags that are known or new, and takes them away', async () => {
    await openForm(ana)
    expect(await ana.suggest('view', 'tags', 'EU, West')).toEqual([
      { text: 'Add “eu west”', value: 'eu west' },
    ])
    await ana.fill('tags', ['eu west', 'cards'])
    await ana.submit()
    await stage.settle()
    expect(last()).toContain('_none_ → eu west, cards')
    expect(brief()).toContain(':label: eu west, cards')
    await openForm(ben)
    expect(await ben.suggest('view', 'tags', 'west')).toEqual([
      { text: 'eu west', value: 'eu west' },
      { text: 'Add “west”', value: 'west' },
    ])
    await ben.fill('tags', ['cards'])
    await ben.submit()
    await stage.settle()
    expect(last()).toContain('eu west, cards → cards')
  })

  it('is for those who take part: others are told how to', async () => {
    const cleo = stage.slack.person('cleo')
    await cleo.command(`/dispatch update INC-${incident}`, 'general')
    expect(textOf(cleo.whispers.at(-1))).toContain(`/dispatch join INC-${incident}`)
    expect(cleo.view).toBeUndefined()
  })

  it('announces an incident that is of another type by now where that is followed', async () => {
    const follows = stage.slack.channel('data')
    const before = postsIn(stage, follows).length
    await openForm(ana)
    await ana.fill('type', 'data')
    await ana.submit()
    await stage.settle()
    expect(postsIn(stage, follows)).toHaveLength(before + 1)
  })
})

describe('two people', () => {
  it('change the same field at once: the second reads who was faster, and keeps the words', async () => {
    await openForm(ana)
    await openForm(ben)
    await ben.fill('severity', 'minor')
    await ben.fill('title', 'one shop is down')
    await ben.fill('note', 'it is one shop')
    await ben.submit()
    await stage.settle()
    await ana.fill('severity', 'major')
    await ana.fill('note', 'it is half of them')
    await ana.submit()
    const shown = textOf(ana.view?.view)
    expect(shown).toContain(`The severity was changed meanwhile by <@${ben.id}>`)
    expect(shown).toContain('It is now: *Minor*')
    expect(ana.view?.values.note?.note).toMatchObject({ value: 'it is half of them' })
    expect(ana.view?.values.severity?.severity).toMatchObject({ selected_option: { value: 'major' } })
    expect(told()).toHaveLength(1)
    await ana.submit()
    await stage.settle()
    expect(told()).toHaveLength(2)
    expect(last()).toContain('Minor → :warning: Major')
    // What only the other one changed stays as the other one made it.
    expect(brief()).toContain('one shop is down')
  })

  it('change other fields at once: both come true', async () => {
    await openForm(ana)
    await openForm(ben)
    await ben.fill('priority', 'high')
    await ben.submit()
    await ana.fill('type', 'degradation')
    await ana.submit()
    await stage.settle()
    expect(ana.view).toBeUndefined()
    expect(told()).toHaveLength(2)
    expect(brief()).toContain('High')
    expect(brief()).toContain('Degradation')
  })

  it('a double click and a submission that Slack delivers again are one change', async () => {
    await openForm(ana)
    await ana.fill('note', 'pressed twice')
    const first = ana.submit()
    await Promise.all([first, ana.again('view_submission')])
    await ana.again('view_submission')
    await stage.settle()
    expect(told()).toHaveLength(1)
    expect(replies()).toHaveLength(1)
  })
})

describe('one line', () => {
  it('tells how it stands, once however often it is delivered', async () => {
    const topics = callsOf(stage, 'conversations.setTopic')
    await ana.command('/dispatch update half of <it> is back & we look on', room().id)
    await ana.again('slash_commands')
    await stage.settle()
    expect(told()).toHaveLength(1)
    expect(last()).toContain('half of <it> is back & we look on')
    expect(callsOf(stage, 'conversations.setTopic')).toBe(topics)
    expect(ana.whispers.filter((one) => textOf(one).includes('is changed'))).toEqual([])
  })

  it('changes status, severity and priority, by key or name', async () => {
    await ana.command('/dispatch status stable the node is back', room().id)
    await ana.command('/dispatch severity Minor\nonly one shop', room().id)
    await ana.command(`/dispatch priority INC-${incident} HIGH`, 'general')
    await stage.settle()
    expect(told()).toHaveLength(3)
    expect(textOf(told().map((one) => one.blocks))).toContain('only one shop')
    expect(room().topic).toContain('Stable · Severity: Minor')
    expect(textOf(ana.whispers.at(-1))).toContain(`It is told in <#${room().id}>`)
  })

  it.each([
    ['/dispatch status', 'status', 'active'],
    ['/dispatch status stable', 'status', 'stable'],
    ['/dispatch severity minor', 'severity', 'minor'],
  ])('%s opens the form with that chosen', async (line, field, value) => {
    await ana.command(line, room().id)
    await stage.slack.until('the form', () => ana.view)
    expect(ana.view?.values[field]?.[field]).toMatchObject({ selected_option: { value } })
    expect(told()).toEqual([])
    if (value === 'active') return
    await ana.fill('note', 'because')
    await ana.submit()
    await stage.settle()
    expect(told()).toHaveLength(1)
  })

  it('that cannot be read is told, and may be a title', async () => {
    await ana.command('/dispatch severity of the storm', room().id)
    expect(textOf(ana.whispers.at(-1))).toContain('`critical`, `major`')
    expect(textOf(ana.whispers.at(-1))).toContain('Report it as an incident')
    await ana.command('/dispatch status page is down', room().id)
    expect(textOf(ana.whispers.at(-1))).toContain('`active`, `stable` or `closed`')
  })
})

it('what changes before the answer to its announcement has come is told below it, and shown on it', async () => {
  stage.slack.faults.at({ method: 'chat.postMessage', nth: 2 }, { kind: 'reply lost' })
  incident = await report(stage, ana, 'the till is dark', { severity: 'critical' })
  await stage.slack.until('the announcement', announcement)
  await ana.command(`/dispatch update INC-${incident} somebody pulled the plug`, 'general')
  await stage.settle()
  expect(replies().map((one) => textOf(one.blocks))).toEqual([expect.stringContaining('pulled the plug')])
  expect(textOf(announcement()?.blocks)).toContain('pulled the plug')
})

it('an incident that is restricted by now tells nothing in the thread of its announcement', async () => {
  await stage.db.execute(sql`update incidents set visibility = 'restricted' where id = ${incident}`)
  await ana.command('/dispatch update the keys were copied', room().id)
  await stage.settle()
  expect(last()).toContain('the keys were copied')
  expect(replies()).toEqual([])
  expect(textOf(stage.slack.channel('incidents').messages)).not.toContain('the keys were copied')
})

it('Details on the announcement shows all of it to whoever may read it', async () => {
  const cleo = stage.slack.person('cleo')
  await closeAll(cleo)
  const ts = announcement()?.ts ?? ''
  await cleo.click({ channel: stage.slack.channel('incidents').id, ts }, 'open_details')
  await stage.slack.until('the details', () => cleo.view)
  expect(textOf(cleo.view?.view)).toContain('since noon')
})
