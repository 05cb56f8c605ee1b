import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskedTicket, type Ticket, ticket } from '../../../blocks/incident/ticket.ts'
import { hostile } from '../../hostile.ts'
import { isDocument, textOf } from '../../workspace/jira/adf.ts'
import { readNew } from '../../workspace/jira/fields.ts'
import { ana, ben, cardOf, optionOf } from '../samples.ts'
import { anyWords, runs } from '../strings.ts'

const project = { id: '10000', key: 'OPS' }
const names = (id: string) => ({ [ana]: 'Ana Lopes', [ben]: 'Ben\nOkafor' })[id] ?? id

/** Throws where Jira would refuse the ticket. */
function file({ summary, description }: Ticket): void {
  readNew({ project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary, description }, project)
  expect(summary.length).toBeLessThanOrEqual(255)
  expect(summary).not.toMatch(/[\n\r\u2028\u2029]/)
  expect(isDocument(description)).toBe(true)
}

describe('Jira takes the ticket', () => {
  it.each(Object.entries(hostile))('of %s', (_, words) => {
    file(ticket(cardOf({ title: words, description: words }), names))
    file(maskedTicket(cardOf({ title: words })))
  })

  it('of whatever people write', () => {
    fc.assert(
      fc.property(anyWords, anyWords, (title, description) => {
        const type = optionOf('type', 'outage', { name: title.slice(0, 75) })
        file(ticket(cardOf({ title, description, type }), names))
      }),
      runs(300),
    )
  })

  it.each([
    ['three thousand lines', 'a\n'.repeat(1500)],
    ['three thousand paragraphs', 'a\n\n'.repeat(1000)],
    ['three thousand quotes', '"'.repeat(3000)],
    ['three thousand emoji', '👍'.repeat(3000)],
  ])('of %s below as long a title', (_, words) => {
    file(ticket(cardOf({ title: words, description: words }), names))
  })
})

it('a description that does not fit is cut with an ellipsis', () => {
  const { description } = ticket(cardOf({ description: 'a\n'.repeat(1500) }), names)
  expect(textOf(description)).toContain('…')
})

it('a title that does not fit the summary stands whole in the description', () => {
  const long = 'word '.repeat(80).trim()
  const { summary, description } = ticket(cardOf({ title: long }), names)
  expect(summary.endsWith('…')).toBe(true)
  expect(textOf(description)).toContain(long)
  expect(textOf(ticket(cardOf({ title: 'short' }), names).description)).not.toContain('short')
})

it('says who leads and who reported by the names that they had', () => {
  const said = textOf(ticket(cardOf(), names).description)
  expect(said).toContain('Reported by Ana Lopes at 2026-03-01 12:34 UTC')
  expect(said).toContain('Commander: Ben')
})

it('of a restricted incident says nothing but its number', () => {
  const { summary, description } = maskedTicket(cardOf({ title: 'payroll leaked', description: 'by Eve' }))
  expect(`${summary} ${textOf(description)}`).not.toMatch(/payroll|Eve|critical|Ana/)
  expect(summary).toContain('INC-7')
})
