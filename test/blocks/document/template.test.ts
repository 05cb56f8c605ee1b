import { expect, it } from 'vitest'
import { canvasPen, filePen } from '../../../blocks/document/markdown.ts'
import { seeded } from '../../../blocks/document/template.ts'
import { ben, browse, cardOf, optionOf, room } from '../samples.ts'

const withTemplate = (body: string, more: Parameters<typeof cardOf>[0] = {}) =>
  seeded(cardOf({ type: optionOf('type', 'outage', { body }), ...more }), canvasPen).markdown

it('a type’s own template is filled, and what is no placeholder stays', () => {
  expect(withTemplate('# {number} {title}\n{commander} in {channel}, {ticket}\n{what}?')).toBe(
    `# 7 checkout is down\n![](@${ben}) in ![](#${room}), [OPS-7](${browse})\n{what}?`,
  )
})

it('a line that would tell what is not known is left out', () => {
  expect(withTemplate('one\n{ticket}\n{commander}\ntwo', { resources: [], commanderId: null })).toBe(
    'one\ntwo',
  )
})

it('words that look like a placeholder are words', () => {
  expect(withTemplate('{title}', { title: '{commander} {__proto__}' })).toBe(
    '{commander} {\\_\\_proto\\_\\_}',
  )
})

it('without a template there are the headings that a review asks for', () => {
  const headings = withTemplate('').match(/^## .*$/gm)
  expect(headings).toEqual(
    ['What happened', 'Impact', 'What we know', 'What we tried', 'Decisions', 'Follow-ups'].map(
      (heading) => `## ${heading}`,
    ),
  )
})

it('a file names people and channels, since nothing there would show them', () => {
  const written = seeded(
    cardOf(),
    filePen((id) => (id === ben ? 'Ben Okri' : 'Ana Lopes')),
  ).markdown
  expect(written).toContain('Commander: Ben Okri')
  expect(written).toContain('Channel: \\#inc-7')
  expect(written).not.toContain('![]')
})
