import { expect, it } from 'vitest'
import { peopleView, readPage } from '../../../blocks/people/people-list.ts'
import { mrkdwnIn } from '../inspect.ts'
import { ana, ben, memberOf, roleOf } from '../samples.ts'
import { hundreds } from './faces.ts'

const shown = (view: unknown) => mrkdwnIn(view).join('\n')
const linesOf = (view: unknown) => mrkdwnIn(view).filter((one) => one.startsWith('<@'))

it('says of everyone in which role, why, by whom and in what words', () => {
  const text = shown(
    peopleView(
      7,
      [
        memberOf(ben, { roles: ['commander'], why: 'reported' }),
        memberOf(ana, { why: 'group', group: 'db-team', by: ben, reason: 'knows *it*' }),
      ],
      [roleOf()],
    ),
  )
  expect(text).toContain(`<@${ben}> · *Commander* · since`)
  expect(text).toContain(`Brought in with @db-team by <@${ben}>: knows *\u200Bit*\u200B`)
})

it('sets observers apart, and those whom Slack would not invite, with why not', () => {
  const view = peopleView(
    7,
    [memberOf(ana, { observer: true }), memberOf(ben, { refused: 'user_is_restricted' })],
    [],
  )
  expect(JSON.stringify(view)).toMatch(/Observers.*U0ANA.*Slack would not invite.*U0BEN.*A guest/)
  expect(shown(view)).toContain('0 take part · 1 observes · 1 could not be invited')
})

it('shows hundreds a page at a time, each of them once', () => {
  const all = hundreds()
  const pages = [1, 2, 3, 4, 5, 6, 7].map((page) => peopleView(7, all, [], page))
  expect(pages.flatMap(linesOf)).toHaveLength(500)
  for (const view of pages) expect(view.blocks.length).toBeLessThanOrEqual(100)
})

it('turns to a page that there is, whatever was asked for', () => {
  const all = hundreds()
  expect(peopleView(7, all, [], 99)).toEqual(peopleView(7, all, [], 7))
  expect(peopleView(7, all, [], 0)).toEqual(peopleView(7, all, [], 1))
  const values = [...JSON.stringify(peopleView(7, all, [], 2)).matchAll(/"value":("(?:[^"\\]|\\.)*")/g)]
  expect(values.map(([, value = '']) => readPage(JSON.parse(value)))).toEqual([
    { incident: 7, page: 1 },
    { incident: 7, page: 3 },
  ])
})
