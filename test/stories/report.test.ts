import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana', kind: 'owner' })
      slack.addChannel({ name: 'general', members: ['ana'] })
    },
  })
})
afterAll(() => stage?.close())

it('one line, and the channel, the people and the brief stand', async () => {
  const ana = stage.slack.person('ana')
  await ana.command('/dispatch database is down', 'general')
  const form = await stage.slack.until('the form', () => ana.view)
  expect(JSON.stringify(form.view)).toContain('Report an incident')
  await ana.submit()
  expect(ana.view?.errors).toEqual({})
  expect(JSON.stringify(ana.view?.view)).toContain('INC-1')
  await stage.settle()
  const channel = stage.slack.channel('inc-1-database-is-down')
  expect(channel.members.has(ana.id)).toBe(true)
})
