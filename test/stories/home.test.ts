import { afterAll, beforeAll, expect, it } from 'vitest'
import { listBroadcasts } from '../../db/configuration/questions.ts'
import { openStage, type Stage } from '../stage.ts'
import { closeAll, postsIn, report, textOf } from '../tale.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['olga', 'otto']) slack.addPerson({ name, kind: 'owner' })
      slack.addPerson({ name: 'ana' })
      for (const name of ['incidents', 'board', 'security'])
        slack.addChannel({ name, members: ['ana', 'olga'] })
    },
  })
})
afterAll(() => stage?.close())

const homeOf = async (name: string) => {
  const person = stage.slack.person(name)
  await person.openHome()
  await stage.slack.until('Home', () => person.home)
  return person
}

it('an owner chooses where incidents are announced, and the app joins', async () => {
  const olga = await homeOf('olga')
  const board = stage.slack.channel('incidents')
  await olga.click('home', 'choose_broadcasts', [board.id])
  await stage.settle()
  expect(board.members.has(stage.slack.bot.userId)).toBe(true)
  await report(stage, stage.slack.person('ana'), 'announce this')
  await stage.settle()
  expect(postsIn(stage, board)).toHaveLength(1)
  expect(textOf(olga.home?.view)).toContain(board.id)
})

it('of two owners who have Home open, each changes only what they chose', async () => {
  const [olga, otto] = [await homeOf('olga'), await homeOf('otto')]
  const idOf = (name: string) => stage.slack.channel(name).id
  const [incidents, board, security] = [idOf('incidents'), idOf('board'), idOf('security')]
  await olga.click('home', 'choose_broadcasts', [incidents, board])
  await otto.click('home', 'choose_broadcasts', [incidents, security])
  expect(await listBroadcasts(stage.db)).toEqual([incidents, board, security].sort())
  await olga.click('home', 'choose_broadcasts', [board])
  expect(await listBroadcasts(stage.db)).toEqual([board, security].sort())
  await stage.slack.until('what is chosen', () => textOf(olga.home?.view).includes(security))
})

it('a member reads that an administrator can choose, and has no selects', async () => {
  const ana = await homeOf('ana')
  expect(textOf(ana.home?.view)).not.toContain('choose_broadcasts')
})

it('the button on Home opens the form', async () => {
  const ana = await homeOf('ana')
  await closeAll(ana)
  await ana.click('home', 'open_report')
  await stage.slack.until('the form', () => ana.view)
  expect(textOf(ana.view?.view)).toContain('Report an incident')
})

it('/dispatch help says what it can be asked', async () => {
  const ana = stage.slack.person('ana')
  await ana.command('/dispatch help')
  expect(textOf(ana.whispers.at(-1))).toContain('/dispatch report database is down')
})
