import { expect, it } from 'vitest'
import { homeView } from '../../../blocks/home/home.ts'
import { parseConfiguration } from '../../../db/configuration/file.ts'
import { textOf } from '../../tale.ts'
import { wrongIn } from '../inspect.ts'
import { board, homeOf, room, rowOf } from '../samples.ts'

it('whoever may configure sees both choices, with what is chosen', () => {
  const view = textOf(homeView(homeOf({ broadcasts: [board], operations: room })))
  expect(view).toContain(`"initial_conversations":["${board}"]`)
  expect(view).toContain(`"initial_conversation":"${room}"`)
})

it('a member is told who can choose, until it is chosen', () => {
  expect(textOf(homeView(homeOf({ canConfigure: false })))).toContain(
    'an administrator of Dispatch can do it',
  )
  const chosen = homeView(homeOf({ canConfigure: false, broadcasts: [board], operations: room }))
  expect(textOf(chosen)).not.toContain('administrator')
})

it('a refusal stands on it', () => {
  expect(textOf(homeView(homeOf(), 'Please choose 10 channels at most.'))).toContain('10 channels')
})

it('as many broadcasts as a configuration file may name are shown as chosen', () => {
  const list = (count: number) => Array.from({ length: count }, (_, i) => `{ channel: C0BOARD${i} }`).join()
  expect(() => parseConfiguration(`broadcast: [${list(11)}]`)).toThrow('10 at most')
  const { broadcast } = parseConfiguration(`broadcast: [${list(10)}]`)
  expect(wrongIn(homeView(homeOf({ broadcasts: broadcast.map((one) => one.channel) })))).toEqual([])
})

it('says how the app is', () => {
  const said = (health: { isAlive: boolean; troubled: number }) => textOf(homeView(homeOf({ health })))
  expect(said({ isAlive: true, troubled: 0 })).toContain('Dispatch is well.')
  expect(said({ isAlive: true, troubled: 1 })).toContain('1 step failed or late')
  expect(said({ isAlive: false, troubled: 0 })).toContain('nothing works on them')
})

it('is turned only where there is more', () => {
  const pages = (page: number, hasMore: boolean) => {
    const view = textOf(homeView(homeOf({}, { page, open: { rows: [rowOf()], hasMore } })))
    return ['home_page:newer', 'home_page:older'].filter((one) => view.includes(one))
  }
  expect(pages(0, false)).toEqual([])
  expect(pages(0, true)).toEqual(['home_page:older'])
  expect(pages(1, true)).toEqual(['home_page:newer', 'home_page:older'])
})
