import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePen, inertLine, inertText, link } from '../../../blocks/document/markdown.ts'
import { summaryPage } from '../../../blocks/document/summary.ts'
import { seeded } from '../../../blocks/document/template.ts'
import { clean, oneLine } from '../../../blocks/text.ts'
import { hostile } from '../../hostile.ts'
import { ana, ben, cardOf, optionOf, reportedAt } from '../samples.ts'
import { anyWords, runs } from '../strings.ts'
import { livePartsOf, unescaped } from './live.ts'

describe('people’s text in Markdown', () => {
  it.each(Object.entries(hostile))('%s does nothing', (_, words) => {
    expect([...livePartsOf(inertText(words)), ...livePartsOf(inertLine(words))]).toEqual([])
  })

  it('nor do two thousand other strings, and all of each is still there', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        expect(livePartsOf(inertText(words))).toEqual([])
        expect(unescaped(inertLine(words))).toBe(oneLine(words))
      }),
      runs(2_000),
    )
  })

  it.each([
    ['![](@U0ANA)', '\\!\\[\\]\\(\\@U0ANA)'],
    ['<!channel>', '\\<\\!channel\\>'],
    ['a: b', 'a: b'],
    ['# 1. one\n2) two\n- three', '\\# 1. one\n2\\) two\n\\- three'],
    ['see https://a.example or www.a.example', 'see https\\://a.example or www\\.a.example'],
    [':fire: a_b', '\\:fire: a\\_b'],
  ])('%s', (words, written) => {
    expect(inertText(words)).toBe(written)
  })
})

it('an address cannot end its own link', () => {
  expect(link('https://a.example/x)[y](z>\n', 'a](b)')).toBe(
    '[a\\]\\(b)](https://a.example/x%29[y]%28z%3E%0A)',
  )
})

describe('pages with people’s words in every place', () => {
  const pen = { person: (id: string) => `PERSON${id}`, channel: () => 'CHANNEL' }
  // What the pages themselves write is made of words that people's text takes the place of.
  const shapeOf = (words: string) => {
    const card = cardOf({
      title: words,
      description: words,
      resolution: words,
      tags: [words],
      sourceUrl: null,
      resources: [],
      roles: [{ role: 'scribe', name: words, person: ben }],
      type: optionOf('type', 'outage', { name: words }),
      severity: optionOf('severity', 'critical', { name: words }),
    })
    const change = { field: 'severity', from: words, to: words } as const
    const update = { at: reportedAt, by: ana, changes: [change], note: words }
    return [seeded(card, pen).markdown, summaryPage(card, [update], pen).markdown]
  }

  it('five hundred strings make nothing live that plain ones do not', () => {
    const plain = shapeOf('word').flatMap(livePartsOf)
    fc.assert(
      fc.property(
        anyWords.filter((words) => clean(words) !== ''),
        (words) => {
          expect(shapeOf(words).flatMap(livePartsOf)).toEqual(plain)
        },
      ),
      runs(500),
    )
  })

  it('nor do names in a file', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        const written = filePen(() => words)
        expect(livePartsOf(`${written.person(ana)} ${written.channel('C1', words)}`)).toEqual([])
      }),
      runs(500),
    )
  })
})
