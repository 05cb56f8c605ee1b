import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { closeAll, postsIn, report, textOf } from '../tale.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'olga', kind: 'owner' })
      slack.addPerson({ name: 'ana' })
      slack.addChannel({ name: 'incidents', members: ['ana', 'olga'] })
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
