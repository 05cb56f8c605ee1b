import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { textOf } from '../tale.ts'
import type { Person } from '../workspace/slack/contract.ts'

let stage: Stage
let olga: Person
let ana: Person
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      ana = slack.addPerson({ name: 'ana' })
      olga = slack.addPerson({ name: 'olga', kind: 'owner' })
      slack.addChannel({ name: 'incidents', members: ['ana', 'olga'] })
    },
    env: () => ({ DISPATCH_ADMINS: ana.id }),
  })
})
afterAll(() => stage?.close())

it('who is named in DISPATCH_ADMINS chooses on Home, and an owner who is not does not', async () => {
  for (const person of [olga, ana]) {
    await person.openHome()
    await stage.slack.until('Home', () => person.home)
  }
  expect(textOf(olga.home?.view)).not.toContain('choose_broadcasts')
  const board = stage.slack.channel('incidents')
  await ana.click('home', 'choose_broadcasts', [board.id])
  await stage.settle()
  expect(board.members.has(stage.slack.bot.userId)).toBe(true)
})
