import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean, escapeSlack, fromSlack, inert, lengthOf, oneLine, shorten } from '../../blocks/text.ts'
import { anyWords, runs } from './strings.ts'

const holds = (of: (words: string) => void, count = 300) => fc.assert(fc.property(anyWords, of), runs(count))

describe('cleaned text', () => {
  it('is well formed, without controls and overrides, and as clean as it gets', () => {
    holds((words) => {
      const text = clean(words)
      expect(text.isWellFormed()).toBe(true)
      expect(text).not.toMatch(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/u)
      expect(clean(text)).toBe(text)
      expect(oneLine(text)).not.toMatch(/[\n\r\t\u2028\u2029]|\s\s/)
    })
  })

  it('keeps what people wrote, in whatever script', () => {
    const kept = 'Datenbank fällt aus — 数据库 שלום مرحبا 👩‍👩‍👧‍👦\n\tdone'
    expect(clean(`  ${kept}\u0000 `)).toBe(kept)
  })
})

describe('shortened text', () => {
  const measures = { 'code points': lengthOf, 'UTF-16 units': (text: string) => text.length }
  it.each(Object.entries(measures))('in %s: fits, and is cut only with an ellipsis', (_, measure) => {
    fc.assert(
      fc.property(anyWords, fc.integer({ min: 1, max: 320 }), (raw, max) => {
        const words = clean(raw)
        const short = shorten(words, max, measure)
        expect(measure(short)).toBeLessThanOrEqual(max)
        expect(short.isWellFormed()).toBe(true)
        const whole = measure(words) <= max
        expect(short.endsWith('…') || whole).toBe(true)
        expect(words.startsWith(whole ? short : short.slice(0, -1))).toBe(true)
        expect(short === words).toBe(whole)
      }),
      runs(500),
    )
  })

  it('is cut between what people see as characters, but for a pile that fits nowhere', () => {
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 10)).toBe('👩‍👩‍👧‍👦…')
    expect(shorten('🇵🇹🇵🇹🇵🇹', 4)).toBe('🇵🇹…')
    expect(lengthOf(shorten(`z${'\u0300'.repeat(900)}`, 100))).toBe(100)
  })
})

describe('inert text', () => {
  it('has nothing that Slack acts on, and reads as what was written', () => {
    holds((words) => {
      const text = inert(words)
      expect(text).not.toMatch(/[<>]/)
      expect(text).not.toMatch(/&(?!(amp|lt|gt);)/)
      expect(text).not.toMatch(/:[\w+-]+:/)
      expect(text).not.toMatch(/[*_~`](?!\u200B)/)
      expect(fromSlack(text).replaceAll('\u200B', '')).toBe(clean(words).replaceAll('\u200B', ''))
    })
  })
})

it.each([':fire:', 'a :+1: b', ':wave::skin-tone-2:', '*a*', '_a_', '~a~', '`a`', '```a```', '<!here>'])(
  '%s is no markup once it is inert',
  (words) => {
    expect(inert(words)).not.toMatch(/:[\w+-]+:|([*_~`])(?!\u200B)|</)
  },
)

describe('text from Slack’s wire', () => {
  it('is what was typed', () => {
    holds((words) => {
      expect(fromSlack(escapeSlack(words))).toBe(words)
    })
  })

  it.each([
    ['<@U1|ana> and <@U2>', '@ana and @U2'],
    ['<#C1|general>', '#general'],
    ['<!here> <!channel|channel>', '@here @channel'],
    ['<!subteam^S1|@ops> <!subteam^S2>', '@ops @S2'],
    ['<https://a.example/?a=1&amp;b=2>', 'https://a.example/?a=1&b=2'],
    ['<https://a.example|the page>', 'the page (https://a.example)'],
    ['<http://a.example|a.example>', 'a.example'],
    ['<mailto:ana@a.example|ana@a.example>', 'ana@a.example'],
    ['<!date^1772368496^{date_short}|1 March>', '1 March'],
    ['&lt;@U1&gt; &amp;lt;', '<@U1> &lt;'],
    ['a < b, c > d', 'a < b, c > d'],
  ])('%s', (wire, meant) => {
    expect(fromSlack(wire)).toBe(meant)
  })
})
