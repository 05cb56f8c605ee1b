import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelName } from '../../../blocks/incident/channel-name.ts'
import { parseConfiguration } from '../../../db/configuration/file.ts'
import { hostile } from '../../hostile.ts'
import { anyWords, runs } from '../strings.ts'

const usual = parseConfiguration('').channel_name
const highest = 2_147_483_647

function expectValid(name: string, number: number, round: number): void {
  expect(name).toMatch(/^[a-z0-9_][a-z0-9_-]{0,79}$/)
  expect(name).toContain(String(number))
  if (round > 1) expect(name.endsWith(`-${round}`)).toBe(true)
}

describe('a channel’s name is one that Slack takes, with the number in it', () => {
  it.each(Object.entries(hostile))('%s', (_, title) => {
    for (const round of [1, 2, 20]) expectValid(channelName(usual, { id: 7, title }, round), 7, round)
  })

  it('whatever the title, the template that a team may choose, and the number', () => {
    const words = fc.string({ maxLength: 20 })
    const middle = fc.constantFrom('{number}', '{number}{title}', '{title}-{number}', '{number}-{title}-')
    const template = fc
      .tuple(words, middle, words)
      .map((parts) => parts.join(''))
      .filter(isAllowed)
    const number = fc.oneof(fc.integer({ min: 1, max: highest }), fc.constant(highest))
    fc.assert(
      fc.property(template, number, anyWords, fc.integer({ min: 1, max: 20 }), (form, id, title, round) => {
        expectValid(channelName(form, { id, title }, round), id, round)
      }),
      runs(500),
    )
  })

  it('the longest template that a team may choose leaves room for the number', () => {
    const longest =
      Array.from({ length: 80 }, (_, i) => `${'x'.repeat(i)}{number}`)
        .filter(isAllowed)
        .at(-1) ?? ''
    expect(longest).toContain('xxx')
    expectValid(channelName(longest, { id: highest, title: 'down' }, 20), highest, 20)
  })
})

it('reads like the title', () => {
  expect(channelName(usual, { id: 7, title: 'Datenbank fällt aus!' })).toBe('inc-7-datenbank-fallt-aus')
  expect(channelName(usual, { id: 7, title: '数据库坏了' })).toBe('inc-7')
  expect(channelName('{title}_{number}', { id: 7, title: 'a' })).toBe('a_7')
  expect(channelName('{title}-{number}', { id: 7, title: 'x'.repeat(99) }, 3)).toBe(`${'x'.repeat(76)}-7-3`)
  expect(channelName(usual, { id: 7, title: 'x'.repeat(99) }, 3)).toBe(`inc-7-${'x'.repeat(72)}-3`)
})

function isAllowed(template: string): boolean {
  try {
    return parseConfiguration(`channel_name: ${JSON.stringify(template)}`).channel_name === template
  } catch {
    return false
  }
}
