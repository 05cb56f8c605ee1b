import { describe, expect, it } from 'vitest'
import { button, header, label, limits, link, moment, option, plain, words } from '../../blocks/kit.ts'
import { lengthOf } from '../../blocks/text.ts'

const long = 'x'.repeat(4000)

describe('what is longer than Slack takes is cut, with an ellipsis', () => {
  it.each([
    ['a header', header(long).text.text, limits.header],
    ['a label', label(long).text, limits.button],
    ['a button', button(long, 'a', 'v').text.text, limits.button],
    ['plain text', plain(long, 20).text, 20],
    ['a choice', option(long, 'v').text.text, limits.option],
    ['the meaning of a choice', option('a', 'v', long).description?.text ?? '', limits.option],
  ])('%s', (_, text, most) => {
    expect(lengthOf(text)).toBe(most)
    expect(text.endsWith('…')).toBe(true)
  })
})

describe('where nothing is left of the words, something stands all the same', () => {
  it.each(['', '   ', '\u0000', '\u202E'])('%j', (text) => {
    expect(plain(text, 20).text).toBe('–')
    expect(JSON.stringify(words(text, 20))).toContain('–')
  })
})

it('a moment is told in the reader’s zone, and in UTC where that cannot be', () => {
  expect(moment(new Date('2026-03-01T12:34:56.789Z'))).toBe(
    '<!date^1772368496^{date_short_pretty} {time}|2026-03-01 12:34 UTC>',
  )
})

it('a link is one link, whatever its address and words are made of', () => {
  const made = link('https://a.example/?a=1&b=<2>|3', 'one|two <three>\n*four*')
  expect(made.match(/[<>|]/g)).toEqual(['<', '|', '>'])
  expect(made).toContain('https://a.example/?a=1&amp;b=&lt;2&gt;%7C3|')
})
