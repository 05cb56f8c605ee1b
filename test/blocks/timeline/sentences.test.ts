import { expect, it } from 'vitest'
import { type Part, sentence } from '../../../blocks/timeline/sentences.ts'
import type { Actor } from '../../../db/facts.ts'
import { lifecycle } from '../../../jobs/lifecycle.ts'
import { factOf, manyInvited, factTypes as types } from '../facts.ts'
import { ana, ben, board, room } from '../samples.ts'

const actors: Actor[] = [
  { kind: 'person', id: ana },
  { kind: 'app' },
  { kind: 'clock' },
  { kind: 'slack' },
  { kind: 'jira' },
]

function read(parts: Part[] | null): string | null {
  return parts === null ? null : parts.map((one) => ('text' in one ? one.text : one.id)).join('')
}

it.each(types)('%s is one sentence or none, whoever did it', (type) => {
  for (const actor of actors) {
    const said = read(sentence(factOf(type, actor)))
    if (said !== null) expect(said).toMatch(/^\S.*\S$/)
  }
})

it('names twenty of those who were invited, and how many more there were', () => {
  const told = sentence(manyInvited())
  expect(told?.filter((one) => one.kind === 'person')).toHaveLength(20)
  expect(read(told)).toMatch(/and 280 more$/)
})

it('tells the life of an incident', () => {
  const told = types.flatMap((type) => read(sentence(factOf(type, { kind: 'person', id: ana }))) ?? [])
  expect(told).toEqual([
    `${ana} reported the incident; ${ben} leads it`,
    `${ana} wrote the incident down afterwards`,
    `${ana} changed Severity: minor → critical, Title`,
    `${ana} declined it as a false alarm`,
    `${ana} merged it into INC-3`,
    `${ana} merged INC-9 into it`,
    `${ana} took INC-9 apart from it again`,
    `${ana} took that back: it counts again`,
    `${ana} restricted it to those who are in it`,
    `${ana} corrected when it was detected`,
    `${ben} joined`,
    `${ben} was invited again, asked by ${ana}`,
    `${ben} left`,
    `${ben} takes part now`,
    `${ben} is scribe now, after ${ana}`,
    `${ben} is no longer commander; nobody is`,
    `${ana} asked ${ben} to be commander`,
    `${ben} cannot be commander`,
    `${ben} did not answer whether to be commander`,
    `${ben} asked to see it`,
    `${ana} let ${ben} see it`,
    `${ana} did not let ${ben} see it`,
    `It went on in the channel ${room}, which is private`,
    'The channel is called inc-7-checkout now',
    `Slack gave the channel another id: it is ${room} now`,
    `${ana} archived the channel`,
    `${ana} asked for a new channel`,
    `${ana} gave the channel back`,
    'The people’s canvas was opened',
    'The summary was deleted with the channel that it stood in',
    `${ana} kept the channel for a week longer`,
    `The channel ${room} was opened`,
    'The channel was not open after 45 seconds',
    `Invited ${ana}, ${ben}`,
    `Announced in ${board}`,
    'The ticket OPS-7 was opened',
    'open ticket failed',
    `${ana} had it tried again: open ticket`,
    `${ana} went on without: open ticket`,
  ])
})

it('says so where nobody could be invited', () => {
  const fact = factOf('people.invited', { kind: 'slack' })
  expect(read(sentence({ ...fact, data: { people: [], refused: [] } }))).toBe('Slack would not invite anyone')
})

it('says who came though they could not be invited', () => {
  const fact = factOf('people.invited', { kind: 'slack' })
  expect(read(sentence({ ...fact, data: { ...fact.data, came: true } }))).toBe(
    `${ana}, ${ben} came in after all`,
  )
})

it('knows every fact that sets something in motion', () => {
  expect(types.toSorted()).toEqual(
    Object.values(lifecycle)
      .flatMap((table) => Object.keys(table))
      .toSorted(),
  )
})
