import { expect, it } from 'vitest'
import { homeView } from '../../blocks/home.ts'
import { parseConfiguration } from '../../db/configuration/file.ts'
import { textOf } from '../tale.ts'
import { wrongIn } from './inspect.ts'
import { board, room } from './samples.ts'

const unset = { canConfigure: true, broadcasts: [], operations: null }

it('whoever may configure sees both choices, with what is chosen', () => {
  const view = textOf(homeView({ ...unset, broadcasts: [board], operations: room }))
  expect(view).toContain(`"initial_conversations":["${board}"]`)
  expect(view).toContain(`"initial_conversation":"${room}"`)
})

it('a member is told who can choose, until it is chosen', () => {
  expect(textOf(homeView({ ...unset, canConfigure: false }))).toContain('an owner or administrator can do it')
  const chosen = homeView({ canConfigure: false, broadcasts: [board], operations: room })
  expect(textOf(chosen)).not.toContain('administrator')
})

it('a refusal stands on it', () => {
  expect(textOf(homeView({ ...unset, refusal: 'Please choose 10 channels at most.' }))).toContain(
    '10 channels',
  )
})

it('as many broadcasts as a configuration file may name are shown as chosen', () => {
  const list = (count: number) => Array.from({ length: count }, (_, i) => `{ channel: C0BOARD${i} }`).join()
  expect(() => parseConfiguration(`broadcast: [${list(11)}]`)).toThrow('10 at most')
  const { broadcast } = parseConfiguration(`broadcast: [${list(10)}]`)
  expect(wrongIn(homeView({ ...unset, broadcasts: broadcast.map((one) => one.channel) }))).toEqual([])
})
