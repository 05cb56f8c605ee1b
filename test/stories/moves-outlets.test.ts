import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { isLostOutlet } from '../../db/channel/outlets.ts'
import { openStage, type Stage } from '../stage.ts'
import { calm, postsIn, textOf } from '../tale.ts'
import type { Channel, Person } from '../workspace/slack/contract.ts'
import { wasTold } from './crew.ts'
import { clean, disturbed, roomOf, tell } from './moved.ts'

let stage: Stage
let board: Channel
let ana: Person
let olga: Person
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      slack.addPerson({ name: 'olga', kind: 'owner' })
      for (const name of ['incidents', 'operations', 'board'])
        slack.addChannel({ name, members: ['ana', 'ben', 'olga'] })
    },
    configuration: (slack) => `
broadcast: [{ channel: ${slack.channel('incidents').id} }, { channel: ${slack.channel('board').id} }]
operations: ${slack.channel('operations').id}`,
  })
  board = stage.slack.channel('board')
  ;[ana, olga] = [stage.slack.person('ana'), stage.slack.person('olga')]
})
beforeEach(async () => {
  // What an administrator was told in an earlier story is not told anew.
  olga.dm.length = 0
})
afterEach(async () => {
  await clean(stage)
  expect(await stage.db.execute(sql`select reaction from steps where state = 'held'`)).toEqual([])
})
afterAll(() => stage?.close())

const announcements = (incident: number) =>
  postsIn(stage, board).filter((one) => one.text.startsWith(`INC-${incident} `))
const seen = () => textOf(postsIn(stage, board))
const restrict = async (incident: number) => {
  await ana.command(`/dispatch restrict INC-${incident}`, 'incidents')
  await stage.slack.until('the form', () => ana.view)
  await ana.fill('note', 'it is about people')
  await ana.submit()
}
const choose = async (...names: string[]) => {
  await olga.openHome()
  await calm(stage)
  await olga.click(
    'home',
    'choose_broadcasts',
    names.map((name) => stage.slack.channel(name).id),
  )
  await calm(stage)
}
const homeOf = async (person: Person) => {
  await person.openHome()
  await calm(stage)
  return textOf(person.home?.view)
}

it('a channel of announcements that is renamed goes on as it was', async () => {
  await disturbed(stage, () => olga.renameChannel(board.id, 'the-board'))
  const { incident } = await roomOf(stage, 'renamed board')
  expect(announcements(incident)).toHaveLength(1)
  await olga.renameChannel(board.id, 'board')
  await calm(stage)
})

it('one that is archived is told to administrators once, ends what is to be told there, and works again', async () => {
  const { incident: early } = await roomOf(stage, 'early')
  await disturbed(stage, () => ana.archiveChannel(board.id))
  const { incident } = await roomOf(stage, 'no board')
  await tell(stage, ana, early, 'while it was away')
  await tell(stage, ana, incident, 'while it was away')
  expect(olga.dm.filter((one) => textOf(one).includes(`archived <#${board.id}>`))).toHaveLength(1)
  expect(wasTold(ana, `archived <#${board.id}>`)).toBe(false)
  expect(await homeOf(olga)).toContain(`<#${board.id}> is archived`)
  await disturbed(stage, () => ana.unarchiveChannel(board.id))
  expect(await homeOf(olga)).not.toContain('is archived')
  for (const one of [early, incident]) {
    expect(announcements(one)).toHaveLength(1)
    expect(textOf(announcements(one)[0]?.blocks)).toContain('while it was away')
  }
  const { incident: late } = await roomOf(stage, 'board again')
  expect(announcements(late)).toHaveLength(1)
})

it('of an incident that was restricted while it could not be told there, nothing stands there once it can', async () => {
  const { incident } = await roomOf(stage, 'payroll leaked')
  await tell(stage, ana, incident, 'salaries are out')
  await disturbed(stage, () => ana.archiveChannel(board.id))
  await restrict(incident)
  await calm(stage)
  for (const words of [/payroll/, /salaries are out/]) expect(seen()).toMatch(words)
  await disturbed(stage, () => ana.unarchiveChannel(board.id))
  expect(seen()).toContain(`*INC-${incident}* is restricted`)
  expect(seen()).not.toMatch(/payroll|salaries/)
})

it('nor of one that is over and was restricted just before the app heard that nothing can be told there', async () => {
  const { incident } = await roomOf(stage, 'wages leaked')
  await tell(stage, ana, incident, 'bonuses are out')
  await ana.command(`/dispatch close INC-${incident} they were called back`, 'incidents')
  await calm(stage)
  stage.slack.faults.at(
    { method: 'chat.update', times: Number.POSITIVE_INFINITY },
    { kind: 'http', status: 503 },
  )
  await restrict(incident)
  await ana.archiveChannel(board.id)
  await expect.poll(() => isLostOutlet(stage.db, board.id)).toBe(true)
  stage.slack.faults.clear()
  await calm(stage)
  for (const words of [/wages/, /bonuses are out/]) expect(seen()).toMatch(words)
  await disturbed(stage, () => ana.unarchiveChannel(board.id))
  expect(seen()).not.toMatch(/wages|bonuses/)
})

it('one that the app was taken out of works again once it is invited, or chosen anew', async () => {
  await disturbed(stage, () => ana.remove(board.id, 'dispatch'))
  const { incident } = await roomOf(stage, 'not invited')
  expect(olga.dm.filter((one) => textOf(one).includes('/invite @Dispatch'))).toHaveLength(1)
  expect(announcements(incident)).toHaveLength(0)
  await disturbed(stage, () => ana.invite(board.id, ['dispatch']))
  expect(announcements(incident)).toHaveLength(1)
  await ana.remove(board.id, 'dispatch')
  await calm(stage)
  await choose('incidents', 'board')
  const { incident: again } = await roomOf(stage, 'chosen anew')
  expect(announcements(again)).toHaveLength(1)
})

it('one that is chosen no more still hides what is restricted once it can, and announces nothing new', async () => {
  const { incident } = await roomOf(stage, 'pensions leaked')
  await tell(stage, ana, incident, 'annuities are out')
  await disturbed(stage, () => ana.archiveChannel(board.id))
  const { incident: meanwhile } = await roomOf(stage, 'while it was away')
  await choose('incidents')
  await restrict(incident)
  await calm(stage)
  for (const words of [/pensions/, /annuities/]) expect(seen()).toMatch(words)
  await disturbed(stage, () => ana.unarchiveChannel(board.id))
  expect(seen()).toContain(`*INC-${incident}* is restricted`)
  expect(seen()).not.toMatch(/pensions|annuities/)
  expect(announcements(meanwhile)).toHaveLength(0)
  await choose('incidents', 'board')
})

it('and that is archived after that is news to nobody, and shows how it stands once it is back', async () => {
  const { incident } = await roomOf(stage, 'left behind')
  await choose('incidents')
  await disturbed(stage, () => ana.archiveChannel(board.id))
  await tell(stage, ana, incident, 'while it was archived')
  expect(await homeOf(olga)).not.toContain('is archived')
  expect(wasTold(olga, 'archived <#')).toBe(false)
  await clean(stage)
  await disturbed(stage, () => ana.unarchiveChannel(board.id))
  expect(textOf(announcements(incident)[0]?.blocks)).toContain('while it was archived')
  await choose('incidents', 'board')
})

it('the channel for what could not be done, once it is back, hears what still is so', async () => {
  const operations = stage.slack.channel('operations')
  await disturbed(stage, () => ana.archiveChannel(operations.id))
  stage.slack.faults.at({ method: 'pins.add' }, { kind: 'error', code: 'restricted_action' })
  const { incident, room } = await roomOf(stage, 'no operations')
  expect(olga.dm.filter((one) => textOf(one).includes('tells what it could not do'))).toHaveLength(1)
  await disturbed(stage, () => ana.unarchiveChannel(operations.id))
  const letters = () => postsIn(stage, operations).filter((one) => textOf(one).includes(`INC-${incident}`))
  expect(letters()).toHaveLength(1)
  const brief = postsIn(stage, room)[0]
  await ana.click({ channel: room.id, ts: brief?.ts ?? '' }, /retry_step:\d+/.exec(textOf(brief))?.[0] ?? '')
  await stage.settle()
  expect(textOf(letters()[0])).toContain('is done now')
})

it('one that is deleted is told, and nothing is tried there any more', async () => {
  await disturbed(stage, () => olga.deleteChannel(board.id))
  const { incident } = await roomOf(stage, 'deleted board')
  await tell(stage, ana, incident, 'nowhere to tell')
  expect(olga.dm.filter((one) => textOf(one).includes('deleted <#'))).toHaveLength(1)
  expect(await homeOf(olga)).toContain(`<#${board.id}> is deleted`)
})
