import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadLetter } from '../../blocks/operations.ts'
import { reason } from '../../blocks/trouble.ts'
import { wrongIn } from './inspect.ts'
import { anyWords, runs } from './strings.ts'

describe('why something failed', () => {
  it.each([
    [null, 'not been done yet'],
    ['restricted_action', 'an administrator can allow it'],
    ['jira.403', 'does not let this account'],
    ['jira.ticket_gone', 'gone from Jira'],
    ['jira.ticket_forbidden', 'change the ticket'],
    ['jira.no_way_to_closed', 'a status that is done, or to the one named for closed incidents'],
    ['jira.no_way_to_active', 'a status that is in progress'],
    ['jira.500', 'Jira answered with status 500'],
    ['jira.customfield_10020', '`customfield_10020`'],
    ['some_new_code', 'Slack answered `some_new_code`'],
  ])('%s', (code, sentence) => {
    expect(reason(code)).toContain(sentence)
  })

  it.each(['constructor', 'toString', '__proto__'])('a code named %s is a code like any other', (code) => {
    expect(reason(code)).toBe(`Slack answered \`${code}\`.`)
  })

  it('whatever the code is made of, it is a sentence that does nothing', () => {
    fc.assert(
      fc.property(anyWords, (code) => {
        expect(wrongIn(deadLetter({ ...letter, error: code }))).toEqual([])
        expect(wrongIn(deadLetter({ ...letter, error: `jira.${code}` }))).toEqual([])
      }),
      runs(200),
    )
  })
})

const letter = {
  step: 1,
  reaction: 'openTicket',
  label: 'ticket',
  incident: 7,
  state: 'failed',
  late: false,
  skippable: true,
} as const
