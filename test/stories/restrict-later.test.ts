import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { calm, channelOf, closeAll, postsIn, report, textOf } from '../tale.ts'
import { told } from './crew.ts'

let stage: Stage
let incident: number
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      const members = ['ana', 'ben', 'cleo']
      for (const name of members) slack.addPerson({ name })
      for (const name of ['general', 'incidents']) slack.addChannel({ name, members })
    },
    configuration: (slack) => `broadcast: [{ channel: ${slack.channel('incidents').id} }]`,
  })
})
beforeEach(async () => {
  incident = await report(stage, person('ana'), 'payroll was copied')
  await stage.settle()
})
afterAll(() => stage?.close())

const person = (name: string) => stage.slack.person(name)
const says = async (name: string, line: string) => {
  await closeAll(person(name))
  await person(name).command(`/dispatch ${line}`, 'general')
  await stage.settle()
}

async function restrict(number = incident): Promise<void> {
  await closeAll(person('ana'))
  await person('ana').command(`/dispatch restrict INC-${number}`, 'general')
  await stage.slack.until('the form', () => person('ana').view)
  await person('ana').fill('note', 'names are in it')
  await person('ana').submit()
  await stage.settle()
}

it('one that is over is masked where it was, and goes on apart once it is reopened', async () => {
  await says('ana', `close INC-${incident} keys were changed`)
  const room = channelOf(stage, incident)
  await restrict()
  expect(textOf(postsIn(stage, room)[0]?.blocks)).not.toContain('payroll')
  expect(room.topic).toBe(`INC-${incident} · restricted`)
  const before = room.messages.length
  await says('ana', `update INC-${incident} the thief was found`)
  expect(room.messages).toHaveLength(before)
  const late = await stage.db.execute(
    sql`select reaction from steps where incident_id = ${incident} and late`,
  )
  expect([...late]).toEqual([])
  await says('ana', `reopen INC-${incident} more was copied`)
  const apart = stage.slack
    .channels()
    .find((one) => one.kind === 'group' && one.name.startsWith(`inc-${incident}-`))
  expect(textOf(apart?.messages)).toContain('payroll was copied')
  expect(textOf(room.messages.slice(before))).not.toMatch(/payroll|more was copied/)
})

it('one that was restricted when it was over is archived all the same', async () => {
  await says('ana', `close INC-${incident} keys were changed`)
  const room = channelOf(stage, incident)
  await restrict()
  await stage.wind(8 * 24 * 3_600_000)
  await stage.settle()
  expect(room.archived).toBe(true)
})

it('what the channel of another told of a merge says no more than its number', async () => {
  const other = await report(stage, person('ana'), 'salaries are public')
  await stage.settle()
  await says('ana', `merge INC-${incident} INC-${other} the same thief`)
  const room = () => textOf(postsIn(stage, channelOf(stage, other)))
  expect(room()).toContain('payroll was copied')
  await restrict()
  expect(room()).not.toContain('payroll')
  expect(room()).toContain(`*INC-${incident}* (restricted)`)
})

it('nor where that channel was archived just then, once it is open again', async () => {
  const other = await report(stage, person('ana'), 'salaries are public')
  await stage.settle()
  await says('ana', `merge INC-${incident} INC-${other} the same thief`)
  const room = channelOf(stage, other)
  const told = () => textOf(postsIn(stage, room))
  await person('ana').archiveChannel(room.id)
  await calm(stage)
  await restrict()
  expect(told()).toContain('payroll was copied')
  await person('ana').unarchiveChannel(room.id)
  await calm(stage)
  expect(told()).not.toContain('payroll')
  expect(told()).toContain(`*INC-${incident}* (restricted)`)
})

it.each(['the one first', 'the other first'])('nor where both are restricted, %s', async (order) => {
  const other = await report(stage, person('ana'), 'salaries are public')
  await stage.settle()
  const rooms = [incident, other].map((one) => channelOf(stage, one))
  await says('ana', `merge INC-${incident} INC-${other} the same thief`)
  for (const one of order === 'the one first' ? [incident, other] : [other, incident]) await restrict(one)
  const told = textOf(rooms.map((room) => postsIn(stage, room)))
  expect(told).not.toMatch(/payroll|salaries|were not brought in/)
  for (const one of [incident, other]) expect(told).toContain(`*INC-${one}* (restricted)`)
})

it('whoever has left reads nothing new in what they were told', async () => {
  const [ana, cleo] = [person('ana'), person('cleo')]
  await restrict()
  await says('ana', `handover INC-${incident} scribe @cleo`)
  expect(textOf(told(cleo, 'asks you to be').blocks)).toContain('payroll was copied')
  const apart = stage.slack
    .channels()
    .find((one) => one.kind === 'group' && one.name.startsWith(`inc-${incident}-`))
  await cleo.leaveChannel(apart?.id ?? '')
  await calm(stage)
  await closeAll(ana)
  await ana.command(`/dispatch update INC-${incident}`, 'general')
  await stage.slack.until('the form', () => ana.view)
  await ana.fill('title', 'the names of all staff were sold')
  await ana.submit()
  await stage.wind(16 * 60_000)
  await stage.settle()
  expect(textOf(cleo.dm)).not.toContain('were sold')
  expect(textOf(told(cleo, 'is restricted to those who are in it').blocks)).toContain(`INC-${incident}*`)
})
