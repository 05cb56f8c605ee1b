import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, channelOf, closeAll, postsIn, recordedNumber, report, textOf } from '../tale.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo']) slack.addPerson({ name })
      slack.addPerson({ name: 'gone', kind: 'deactivated' })
      const members = ['ana', 'ben', 'cleo']
      slack.addChannel({ name: 'general', members })
      slack.addChannel({ name: 'incidents', members })
      slack.addChannel({ name: 'security', members })
    },
    configuration: (slack) => `
rules:
  - { types: [security], commander: ${slack.person('gone').id}, participants: [${slack.person('cleo').id}] }
  - { types: [security], priorities: [high], commander: ${slack.person('ben').id} }
broadcast:
  - { channel: ${slack.channel('incidents').id} }
  - { channel: ${slack.channel('security').id}, types: [security] }
`,
  })
})
afterAll(() => stage?.close())

const form = async (name: string) => stage.slack.until('the form', () => stage.slack.person(name).view)

describe('every way in leads to one form', () => {
  it.each([
    ['/dispatch', ''],
    ['/dispatch report', ''],
    ['/dispatch report the list is empty', 'the list is empty'],
    ['/dispatch queue is empty', 'queue is empty'],
    ['/dispatch <b>& "quotes"', '<b>& "quotes"'],
  ])('%s', async (line, title) => {
    const ana = stage.slack.person('ana')
    await ana.command(line, 'general')
    const { values } = await form('ana')
    expect(values.title?.title).toMatchObject({ value: title === '' ? null : title })
    await ana.closeView()
  })

  it('the global shortcut', async () => {
    const ana = stage.slack.person('ana')
    await ana.shortcut('report')
    expect(textOf((await form('ana')).view)).toContain('Report an incident')
    await ana.closeView()
  })

  it('a message, whose words and link come along', async () => {
    const [ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
    const message = await ben.say('general', 'checkout says 500 & <no> more\nsince noon')
    await ana.messageShortcut('report_message', 'general', message.ts)
    const { values } = await form('ana')
    expect(values.title?.title).toMatchObject({ value: 'checkout says 500 & <no> more' })
    const link = `${stage.slack.team.url}archives/${stage.slack.channel('general').id}/p${message.ts.replace('.', '')}`
    expect(values.description?.description).toMatchObject({
      value: `checkout says 500 & <no> more\nsince noon\n\n${link}`,
    })
    await ana.submit()
    const incident = recordedNumber(ana)
    await stage.settle()
    expect(textOf(briefOf(stage, incident).blocks)).toContain(link)
    await ana.closeView()
  })

  it('a message of a bot that says all of it in an attachment', async () => {
    const ana = stage.slack.person('ana')
    const { id: channel } = stage.slack.channel('incidents')
    const slack = new WebClient(stage.slack.botToken, { slackApiUrl: stage.slack.url })
    const attachments = [{ text: 'Disk full on db-3', fallback: 'Disk full' }]
    const { ts = '' } = await slack.chat.postMessage({ channel, attachments })
    await ana.messageShortcut('report_message', channel, ts)
    const { values } = await form('ana')
    expect(values.title?.title).toMatchObject({ value: 'Disk full on db-3' })
    expect(textOf(values.description?.description)).toContain('"Disk full on db-3\\n')
    await ana.closeView()
  })

  it('a message that names somebody, by the name that people know', async () => {
    const [ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
    const { ts } = await ben.say('general', '@ana the till is stuck')
    await ana.messageShortcut('report_message', 'general', ts)
    const { values } = await form('ana')
    expect(values.title?.title).toMatchObject({ value: '@ana the till is stuck' })
    await ana.closeView()
  })
})

it('one line, and the channel, the people, the brief, its pin, the topic and the announcement stand', async () => {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, 'Datenbank fällt aus', {
    description: 'since 14:00',
    priority: 'high',
    tags: ['eu-west', 'cards'],
  })
  await stage.settle()
  const channel = channelOf(stage, incident)
  expect(channel.name).toBe(`inc-${incident}-datenbank-fallt-aus`)
  expect(channel.members).toEqual(new Set([ana.id, stage.slack.bot.userId]))
  const brief = briefOf(stage, incident)
  expect(textOf(brief.blocks)).toContain(':label: eu-west, cards')
  expect(channel.pins).toEqual([brief.ts])
  expect(channel.topic).toContain(`INC-${incident}`)
  expect(channel.bookmarks.map((one) => one.title)).toEqual(['Brief'])
  expect(textOf(brief.blocks)).toContain('Datenbank fällt aus')
  expect(textOf(brief.blocks)).toContain(`<@${ana.id}>`)
  expect(brief.pings.filter((id) => id !== ana.id)).toEqual([])
  const [announced] = postsIn(stage, stage.slack.channel('incidents')).slice(-1)
  expect(textOf(announced?.blocks)).toContain(`<#${channel.id}>`)
  expect(postsIn(stage, stage.slack.channel('security'))).toEqual([])
})

it('the form says that it is recorded, and then where', async () => {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, 'the form tells')
  expect(textOf(ana.view?.view)).toContain('is recorded')
  await stage.slack.until('the channel in the form', () =>
    textOf(ana.view?.view).includes(channelOf(stage, incident).id),
  )
  await stage.settle()
})

it('the first rule that names somebody who is still here decides who leads', async () => {
  const [ana, ben, cleo] = ['ana', 'ben', 'cleo'].map((name) => stage.slack.person(name))
  if (!ana || !ben || !cleo) throw new Error('somebody is missing')
  const incident = await report(stage, ana, 'keys leaked', { type: 'security', priority: 'high' })
  await stage.settle()
  const channel = channelOf(stage, incident)
  expect(channel.members).toEqual(new Set([ana.id, ben.id, cleo.id, stage.slack.bot.userId]))
  expect(textOf(briefOf(stage, incident).blocks)).toContain(`*Commander*\\n<@${ben.id}>`)
  expect(postsIn(stage, stage.slack.channel('security'))).toHaveLength(1)
  expect(callsDeep('conversations.invite', channel.id)).toBe(1)
})

it('a foreign channel with the name is stepped around', async () => {
  const ana = stage.slack.person('ana')
  const next = (await report(stage, ana, 'one before')) + 1
  stage.slack.addChannel({ name: `inc-${next}-taken`, creator: 'ben', members: ['ben'] })
  stage.slack.addChannel({ name: `inc-${next}-taken-2`, creator: 'ben', members: ['ben'], archived: true })
  const incident = await report(stage, ana, 'taken')
  await stage.settle()
  expect(incident).toBe(next)
  expect(stage.slack.channel(`inc-${next}-taken-3`).members.has(ana.id)).toBe(true)
})

it('open incidents that look alike stand below, and "It is this one" joins instead', async () => {
  const [ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
  const incident = await report(stage, ana, 'payments are refused by the bank')
  await stage.settle()
  await closeAll(ben)
  await ben.command('/dispatch')
  await form('ben')
  await ben.fill('title', 'payments refused by bank')
  await stage.slack.until('the likeness', () => textOf(ben.view?.view).includes(`INC-${incident}`))
  expect(ben.view?.values.title?.title).toMatchObject({ value: 'payments refused by bank' })
  await ben.click('view', 'it_is_this_one', String(incident))
  await stage.settle()
  expect(channelOf(stage, incident).members.has(ben.id)).toBe(true)
  expect(textOf(ben.view?.view)).toContain(channelOf(stage, incident).id)
  expect(stage.slack.channels().filter((one) => one.name.includes('payments'))).toHaveLength(1)
})

it('"It is this one" of what is over by then is refused on top of the form, in which all stands as it was typed', async () => {
  const [ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
  const incident = await report(stage, ana, 'the lift is stuck')
  await stage.settle()
  await closeAll(ben)
  await ben.command('/dispatch')
  await form('ben')
  await ben.fill('title', 'the lift is stuck again')
  await ben.fill('description', 'between two floors')
  await stage.slack.until('the likeness', () => textOf(ben.view?.view).includes(`INC-${incident}`))
  await ana.command(`/dispatch close INC-${incident} oiled`, 'incidents')
  await ben.click('view', 'it_is_this_one', String(incident))
  await stage.slack.until('the refusal', () => textOf(ben.view?.view).includes('nothing to join'))
  await ben.closeView()
  expect(ben.view?.values).toMatchObject({
    title: { title: { value: 'the lift is stuck again' } },
    description: { description: { value: 'between two floors' } },
  })
  await ben.submit()
  expect(textOf(ben.view?.view)).toContain('is recorded')
  await stage.settle()
})

it('Join on the announcement adds who presses it, once however often', async () => {
  const [ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
  const incident = await report(stage, ana, 'search is stale')
  await stage.settle()
  const board = stage.slack.channel('incidents')
  const message = postsIn(stage, board).at(-1)
  if (!message) throw new Error('nothing was announced')
  await ben.click({ channel: board.id, ts: message.ts }, 'join_incident')
  await ben.again('block_actions')
  await stage.settle()
  expect(channelOf(stage, incident).members.has(ben.id)).toBe(true)
  expect(textOf(ben.whispers.at(-1)?.text)).toContain(channelOf(stage, incident).id)
  expect(textOf(briefOf(stage, incident).blocks)).toContain('2 people in')
})

function callsDeep(method: string, channel: string): number {
  return stage.slack.calls.filter((call) => call.method === method && call.args.channel === channel).length
}
