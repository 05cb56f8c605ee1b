import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPick } from '../../blocks/asked.ts'
import { listGroups } from '../../db/people/groups.ts'
import { openStage, type Stage } from '../stage.ts'
import { callsOf, channelOf, closeAll, postsIn, report, textOf } from '../tale.ts'
import type { Person } from '../workspace/slack/contract.ts'
import { factsOf } from './moved.ts'

const crowd = Array.from({ length: 63 }, (_, i) => `member${i}`)
let stage: Stage
let ana: Person
let ben: Person
let cleo: Person
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo', 'dan', ...crowd]) slack.addPerson({ name })
      slack.addChannel({ name: 'general', members: ['ana', 'ben', 'cleo'] })
      slack.addGroup({
        handle: 'db-team',
        name: 'Databases',
        members: ['ben', 'cleo', 'ana'].map(idIn(slack)),
      })
      slack.addGroup({ handle: 'all-staff', name: 'All of us', members: crowd.map(idIn(slack)) })
    },
  })
  ;[ana, ben, cleo] = [stage.slack.person('ana'), stage.slack.person('ben'), stage.slack.person('cleo')]
})
afterAll(() => stage?.close())

const idIn = (slack: Stage['slack']) => (name: string) => slack.person(name).id
const welcomesOf = (person: Person) =>
  person.dm.filter((one) => textOf(one.blocks).includes('You are in INC-'))
const membersOf = async (group: string) =>
  (await listGroups(stage.db)).find((one) => one.id === group)?.members
async function incidentOf(title: string): Promise<number> {
  const incident = await report(stage, ana, title)
  await stage.settle()
  await closeAll(ana)
  return incident
}

describe('/dispatch engage', () => {
  it('brings in people and user groups, who are invited at once, and welcomed once', async () => {
    const incident = await incidentOf('the primary is gone')
    const channel = channelOf(stage, incident)
    const before = callsOf(stage, 'conversations.invite')
    await ana.command('/dispatch engage @dan @db-team we need *you* <!channel>', channel.id)
    await stage.settle()
    const [dan] = [stage.slack.person('dan')]
    expect(channel.members).toEqual(new Set([ana.id, ben.id, cleo.id, dan.id, stage.slack.bot.userId]))
    expect(callsOf(stage, 'conversations.invite') - before).toBe(1)
    expect(ana.whispers.at(-1)?.text).toContain(`<@${dan.id}>, <@${ben.id}>, <@${cleo.id}> will be invited`)
    const [welcome] = welcomesOf(dan)
    expect(textOf(welcome?.blocks)).toContain(`<@${ana.id}> asks for you`)
    expect(textOf(welcome?.blocks)).toContain('we need *you* <!channel>')
    expect(textOf(welcome?.blocks)).toContain(`<#${channel.id}>`)
    expect(textOf(welcomesOf(ben)[0]?.blocks)).toContain(`<@${ana.id}> brings in your user group @db-team`)
    await ana.command(`/dispatch engage INC-${incident} @dan again`)
    await ana.command('/dispatch engage @db-team', channel.id)
    expect(ana.whispers.at(-1)?.text).toContain(`Everyone you named is in INC-${incident} already`)
    await stage.settle()
    expect([dan, ben, cleo].map((one) => welcomesOf(one).length)).toEqual([1, 1, 1])
    expect(welcomesOf(ana)).toEqual([])
    expect(callsOf(stage, 'conversations.invite') - before).toBe(1)
  })

  it('without anybody opens a form', async () => {
    const incident = await incidentOf('a form for many')
    const channel = channelOf(stage, incident)
    await ana.command('/dispatch engage', channel.id)
    await stage.slack.until('the form', () => ana.view)
    await ana.submit()
    expect(ana.view?.errors).toEqual({ people: expect.stringContaining('name somebody') })
    await ana.fill('people', [ben.id])
    await ana.fill('reason', 'to read along')
    await ana.fill('observer', ['observer'])
    await ana.submit()
    expect(textOf(ana.view?.view)).toContain(`<@${ben.id}> will be invited to INC-${incident}`)
    await ana.again('view_submission')
    await stage.settle()
    expect(channel.members.has(ben.id)).toBe(true)
    const [welcome] = welcomesOf(ben).slice(-1)
    expect(textOf(welcome?.blocks)).toContain('You read along')
    await closeAll(ana)
  })

  it('of words that name nobody tells how it is meant', async () => {
    const incident = await incidentOf('who is meant')
    await ana.command('/dispatch engage the database people', channelOf(stage, incident).name)
    expect(textOf(ana.whispers.at(-1))).toContain('chosen from Slack')
    await cleo.command(`/dispatch engage INC-${incident} @ben`)
    expect(textOf(cleo.whispers.at(-1))).toContain('Only those who are in')
  })

  it('takes a user group as Slack last told of it', async () => {
    const incident = await incidentOf('groups change')
    const group = stage.slack.addGroup({ handle: 'on-call', members: [ben.id] })
    stage.slack.changeGroup(group.id, { members: [cleo.id] })
    await expect.poll(() => membersOf(group.id)).toEqual([cleo.id])
    const channel = channelOf(stage, incident)
    await ana.command('/dispatch engage @on-call', channel.id)
    await stage.settle()
    expect([ben, cleo].map((one) => channel.members.has(one.id))).toEqual([false, true])
    await ana.command('/dispatch engage', channel.id)
    await stage.slack.until('the form', () => ana.view)
    await ana.fill('groups', [group.id])
    stage.slack.changeGroup(group.id, { disabled: true })
    await expect.poll(() => membersOf(group.id)).toBeUndefined()
    await ana.submit()
    expect(ana.view?.errors.groups).toContain('One of these user groups is disabled')
    await closeAll(ana)
    expect(callsOf(stage, 'usergroups.list')).toBe(1)
  })
})

describe('a user group of 63', () => {
  const askedOf = (incident: number) => {
    const asked = ana.dm.filter((one) => textOf(one.blocks).includes(`INC-${incident}*`)).at(-1)
    if (!asked) throw new Error('the commander was not asked')
    return { text: textOf(asked.blocks), place: { channel: asked.channelId ?? dmOf(ana), ts: asked.ts } }
  }
  const dmOf = (person: Person) =>
    stage.slack.channels().find((one) => one.kind === 'im' && one.members.has(person.id))?.id ?? ''

  const shownAt = ({ ts }: { ts: string }) => textOf(ana.dm.find((one) => one.ts === ts)?.blocks)

  it('comes when the commander says so, once however often it is pressed', async () => {
    const incident = await incidentOf('all hands')
    const channel = channelOf(stage, incident)
    await ana.command('/dispatch engage @ben', channel.id)
    await stage.settle()
    await ben.command('/dispatch engage @all-staff everything burns', channel.id)
    expect(ben.whispers.at(-1)?.text).toContain(
      '63 people would come with @all-staff: the commander is asked first',
    )
    await stage.settle()
    expect(channel.members.size).toBe(3)
    const { text, place } = askedOf(incident)
    expect(text).toContain(`<@${ben.id}> asks to bring in everyone in @all-staff: 63 people`)
    expect(text).toContain('everything burns')
    await ana.click(place, 'engage_many')
    await ana.again('block_actions')
    await stage.settle()
    expect(channel.members.size).toBe(66)
    expect(
      stage.slack.calls.filter(
        (call) => call.method === 'conversations.invite' && call.args.channel === channel.id,
      ),
    ).toHaveLength(3)
    expect(welcomesOf(stage.slack.person('member62'))).toHaveLength(1)
    expect(shownAt(place)).toContain('63 people are being invited')
  })

  it('comes or stays away, whichever is said first, where both are', async () => {
    const incident = await incidentOf('two minds')
    const channel = channelOf(stage, incident)
    await ana.command('/dispatch engage @all-staff', channel.id)
    await stage.settle()
    const { place } = askedOf(incident)
    await Promise.all(['engage_many', 'engage_nobody'].map((answer) => ana.click(place, answer)))
    await stage.settle()
    const declined = await factsOf(stage, incident, 'engagement.declined')
    const [size, said] = declined.length > 0 ? [2, 'Nobody more'] : [65, '63 people']
    expect([channel.members.size, shownAt(place)]).toEqual([size, expect.stringContaining(said)])
  })

  it('is asked for once, however often the line or the pick comes', async () => {
    const incident = await incidentOf('one question each')
    await ana.command('/dispatch engage @all-staff to look', channelOf(stage, incident).id)
    await ana.again('slash_commands')
    await ana.command('/dispatch engage @all-staff to help', 'general')
    const { ts = '', blocks = [] } = ana.whispers.at(-1) ?? {}
    const [value = ''] = blocks.flatMap((one) =>
      'accessory' in one && one.accessory?.type === 'button' ? [one.accessory.value] : [],
    )
    expect(readPick(value).incident).toBe(incident)
    await ana.click({ channel: stage.slack.channel('general').id, ts }, 'pick_incident', value)
    await ana.again('block_actions')
    await stage.settle()
    const asked = ana.dm.map((one) => textOf(one.blocks)).filter((one) => one.includes(`INC-${incident}*`))
    expect(asked.map((one) => /to (look|help)/.exec(one)?.[1])).toEqual(['look', 'help'])
  })

  it('stays away when it is not needed', async () => {
    const incident = await incidentOf('few hands')
    const channel = channelOf(stage, incident)
    await ana.command('/dispatch engage @all-staff', channel.id)
    await stage.settle()
    const { place } = askedOf(incident)
    await ana.click(place, 'engage_nobody')
    await stage.settle()
    expect([channel.members.size, shownAt(place)]).toEqual([2, expect.stringContaining('Nobody more')])
  })
})

it('nothing of all this is said in the channel', () => {
  for (const channel of stage.slack.channels().filter((one) => one.name.startsWith('inc-')))
    expect(postsIn(stage, channel)).toHaveLength(1)
})
