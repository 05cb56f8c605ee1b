import fc from 'fast-check'
import { expect, it } from 'vitest'
import { escapeMarkdown, timelineMarkdown } from '../../../blocks/timeline/markdown.ts'
import { factOf } from '../facts.ts'
import { ana, reportedAt } from '../samples.ts'
import { entryOf, lineOf } from './samples.ts'

it('a line of a canvas is its time in UTC, people as mentions, and words that do nothing', () => {
  const fact = { cursor: { at: '', rank: 0, id: 1 }, at: reportedAt, fact: factOf('channel.opened') }
  expect(timelineMarkdown([fact, lineOf(entryOf({ text: '# <!here> *a*\n[b](c)' }))])).toBe(
    [
      '* 2026-03-01 12:34 UTC  The channel ![](#C0ROOM) was opened',
      `* 2026-03-01 12:34 UTC  ![](@${ana}) wrote\\: “\\# \\<\\!here\\> \\*a\\* \\[b\\]\\(c\\)”`,
    ].join('\n'),
  )
})

it('no sign of Markdown is left alone, whatever the words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      expect(escapeMarkdown(words).replace(/\\[\s\S]/g, '')).not.toMatch(/[\\`*_{}[\]()#+\-.!|~<>@:&]/)
    }),
  )
})
