import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { channelOf, closeAll, postsIn, report, textOf } from '../tale.ts'
import type { Kind, Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
let ben: Person
const refusing: [name: string, kind: Kind, sentence: string][] = [
  ['gus', 'guest', 'A guest; an administrator of the workspace can add them'],
  ['gil', 'single-channel guest', 'A guest of one single channel'],
  ['stan', 'stranger', 'Of another organisation'],
  ['dora', 'deactivated', 'The account is deactivated'],
]
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo', 'lia']) slack.addPerson({ name })
      for (const [name, kind] of refusing) slack.addPerson({ name, kind })
      slack.addChannel({ name: 'general', members: ['ana', 'ben', 'gus', 'gil', 'stan'] })
      slack.addGroup({ handle: 'db', members: ['ben', 'cleo', 'ana'].map((name) => slack.person(name).id) })
    },
    configuration: (slack) => `
rules:
  - severities: [critical]
    groups: [${slack.groups()[0]?.id}]
    roles: { liaison: ${slack.person('lia').id} }
    observers: [${slack.person('gus').id}]`,
  })
  ;[ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
})
afterAll(() => stage?.close())

async function incidentOf(title: string, more: Record<string, string> = {}): Promise<number> {
  const incident = await report(stage, ana, title, more)
  await stage.settle()
  await closeAll(ana)
  return incident
}

// Who is deactivated stands in no list; they were not when the form was filled in.
async function choose(by: Person, names: string[]): Promise<void> {
  const people = names.map((name) => stage.slack.person(name))
  const gone = people.filter((one) => one.kind === 'deactivated')
  for (const one of gone) stage.slack.changePerson(one.id, { kind: 'member' })
  await by.fill(
    'people',
    people.map((one) => one.id),
  )
  for (const one of gone) stage.slack.changePerson(one.id, { kind: 'deactivated' })
}

it.each(refusing)(
  '%s, a %s, whom Slack would not invite, is told of in the channel and to who asked',
  async (name, _, sentence) => {
    const incident = await incidentOf(`without ${name}`)
    const channel = channelOf(stage, incident)
    const who = stage.slack.person(name)
    const welcomed = who.dm.length
    await ana.command('/dispatch engage @ben', channel.id)
    await stage.settle()
    await ben.command('/dispatch engage', channel.id)
    await stage.slack.until('the form', () => ben.view)
    await choose(ben, [name, 'cleo'])
    await ben.submit()
    await closeAll(ben)
    await stage.settle()
    const told = postsIn(stage, channel).slice(1)
    expect(told).toHaveLength(1)
    for (const text of [textOf(told[0]?.blocks), textOf(ben.dm.at(-1)?.blocks)])
      expect(text).toContain(
        `Slack would not invite somebody to INC-${incident}.\\n<@${who.id}>: ${sentence}`,
      )
    expect(channel.members.has(stage.slack.person('cleo').id)).toBe(true)
    expect(who.dm).toHaveLength(welcomed)
    expect(textOf(channel.messages.find((one) => channel.pins.includes(one.ts))?.blocks)).toContain(
      `Slack would not invite <@${who.id}>`,
    )
  },
)

it('several are told of in one message, a line a reason', async () => {
  const incident = await incidentOf('without the four')
  const channel = channelOf(stage, incident)
  await ana.command('/dispatch engage', channel.id)
  await stage.slack.until('the form', () => ana.view)
  await choose(
    ana,
    refusing.map(([name]) => name),
  )
  await ana.submit()
  await closeAll(ana)
  await stage.settle()
  const [told, ...more] = postsIn(stage, channel).slice(1)
  expect(more).toEqual([])
  expect(told?.text).toBe(`Slack would not invite 4 people to INC-${incident}.`)
  for (const [, , sentence] of refusing) expect(textOf(told?.blocks)).toContain(sentence)
})

it('a rule that matches once the severity is raised brings its people in, fills its roles, and removes nobody', async () => {
  const incident = await incidentOf('worse than it seemed', { severity: 'minor' })
  const channel = channelOf(stage, incident)
  expect(channel.members.size).toBe(2)
  for (const severity of ['critical', 'minor', 'critical']) {
    await ana.command(`/dispatch severity ${severity} as far as we know`, channel.id)
    await stage.settle()
  }
  const crew = ['ana', 'ben', 'cleo', 'lia'].map((name) => stage.slack.person(name).id)
  expect(channel.members).toEqual(new Set([...crew, stage.slack.bot.userId]))
  const [welcome, ...more] = ben.dm.filter((one) => textOf(one.blocks).includes(`in INC-${incident}*`))
  expect(textOf(welcome?.blocks)).toContain('A rule brings in your user group @db.')
  expect(more).toEqual([])
  expect(postsIn(stage, channel).filter((one) => one.text.includes('would not invite'))).toHaveLength(1)
  const [held] = await stage.db.execute(
    sql`select role, person_id from assignments where incident_id = ${incident}`,
  )
  expect(held).toEqual({ role: 'liaison', person_id: stage.slack.person('lia').id })
})

it('a restricted one welcomes as well, and only those who are in it', async () => {
  const incident = await incidentOf('a quiet leak', { visibility: 'restricted', severity: 'critical' })
  const channel = channelOf(stage, incident)
  expect(channel.kind).toBe('group')
  expect(channel.members.has(stage.slack.person('lia').id)).toBe(true)
  const told = stage.slack
    .people()
    .filter((one) => one.dm.some((dm) => textOf(dm.blocks).includes('a quiet leak')))
  expect(told.map((one) => one.name).sort()).toEqual(['ben', 'cleo', 'lia'])
  await stage.slack.person('lia').leaveChannel(channel.id)
  await stage.slack.until('the return', () => channel.members.has(stage.slack.person('lia').id))
  await stage.settle()
  expect(textOf(stage.slack.person('lia').dm.at(-1)?.blocks)).toContain('are its Liaison')
})
