import { expect, it } from 'vitest'
import { type Part, sentence } from '../../blocks/timeline.ts'
import type { Actor, Fact, FactData, FactType, SubjectOf } from '../../db/facts.ts'
import { lifecycle } from '../../jobs/lifecycle.ts'
import { ana, ben, board, reportedAt, room } from './samples.ts'

type Sample<T extends FactType> = [subject: SubjectOf<T>, data: FactData<T>]
const part = { reaction: 'openTicket', place: '' }

/** One fact of each type; a type without one does not compile. */
const samples: { [T in FactType]: Sample<T> } = {
  'incident.reported': [
    'incident',
    {
      type: 'outage',
      priority: 'high',
      severity: 'critical',
      visibility: 'open',
      commander: ben,
      participants: [ana, ben],
      view: null,
    },
  ],
  'participant.added': ['incident', { person: ben, role: 'participant' }],
  'channel.opened': ['incident', { channel: room, name: 'inc-7' }],
  'channel.late': ['incident', {}],
  'people.invited': ['incident', { people: [ana, ben], refused: [] }],
  'brief.posted': ['incident', { channel: room, ts: '1.2' }],
  'announcement.posted': ['incident', { channel: board, ts: '1.2' }],
  'ticket.opened': ['incident', { key: 'OPS-7', url: 'https://acme.example/browse/OPS-7' }],
  'step.done': ['step', part],
  'step.delayed': ['step', { ...part, code: 'slack.unanswered' }],
  'step.failed': ['step', { ...part, code: 'jira.403' }],
  'step.retried': ['step', part],
  'step.skipped': ['step', part],
  'step.doubted': ['step', part],
  'workspace.connected': ['workspace', { team: 'T1' }],
  'broadcasts.chosen': ['workspace', { channels: [board] }],
  'operations.chosen': ['workspace', { channel: null }],
  'people.due': ['workspace', {}],
  'act.refused': ['person', { act: 'incident.report', code: 'guest' }],
}

const types = Object.keys(samples) as FactType[]
const actors: Actor[] = [
  { kind: 'person', id: ana },
  { kind: 'app' },
  { kind: 'clock' },
  { kind: 'slack' },
  { kind: 'jira' },
]

function factOf(type: FactType, actor: Actor): Fact {
  const [subjectKind, data] = samples[type]
  const moments = { happenedAt: reportedAt, knownAt: reportedAt }
  return { id: 1, type, subjectKind, subjectId: '7', incidentId: 7, actor, data, words: null, ...moments }
}

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
