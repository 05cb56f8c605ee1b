import { expect, it } from 'vitest'
import { type Part, sentence } from '../../blocks/timeline.ts'
import type { Actor } from '../../db/facts.ts'
import { lifecycle } from '../../jobs/lifecycle.ts'
import { factOf, factTypes as types } from './facts.ts'
import { ana, ben, board, room } from './samples.ts'

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

it('tells the life of an incident', () => {
  const told = types.flatMap((type) => read(sentence(factOf(type, { kind: 'person', id: ana }))) ?? [])
  expect(told).toEqual([
    `${ana} reported the incident; ${ben} leads it`,
    `${ben} joined`,
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

it('knows every fact that sets something in motion', () => {
  expect(types.toSorted()).toEqual(
    Object.values(lifecycle)
      .flatMap((table) => Object.keys(table))
      .toSorted(),
  )
})
