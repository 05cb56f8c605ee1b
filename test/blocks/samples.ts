import type { Option } from '../../db/configuration/questions.ts'
import type { Alike } from '../../db/incident/alike.ts'
import type { Card, Progress } from '../../db/incident/card.ts'

export const ana = 'U0ANA'
export const ben = 'U0BEN'
export const room = 'C0ROOM'
export const board = 'C0BOARD'
export const source = 'https://acme.example/archives/C0GENERAL/p1700000000000100'
export const browse = 'https://acme.example/browse/OPS-7'
export const reportedAt = new Date('2026-03-01T12:34:56Z')

export function optionOf(kind: Option['kind'], key: string, more: Partial<Option> = {}): Option {
  const plain = { meaning: 'What it means', mark: ':fire:', position: 1, isDefault: true, elsewhere: {} }
  return { kind, key, name: key, ...plain, ...more }
}

/** An incident that stands: channel, brief, announcement and ticket. */
export function cardOf(more: Partial<Card> = {}): Card {
  return {
    id: 7,
    title: 'checkout is down',
    description: 'since noon',
    status: 'active',
    visibility: 'open',
    type: optionOf('type', 'outage'),
    priority: optionOf('priority', 'high'),
    severity: optionOf('severity', 'critical'),
    reporterId: ana,
    commanderId: ben,
    sourceUrl: source,
    reportedAt,
    people: [personOf(ana), personOf(ben)],
    resources: [
      { kind: 'channel', place: '', externalId: room, name: 'inc-7', url: source },
      { kind: 'brief', place: '', externalId: '1.2', name: room, url: source },
      { kind: 'announcement', place: board, externalId: '3.4', name: board, url: source },
      { kind: 'ticket', place: '', externalId: 'OPS-7', name: 'OPS-7', url: browse },
    ],
    progress: [],
    ...more,
  }
}

export function personOf(id: string, refused: string | null = null): Card['people'][number] {
  return { id, role: 'participant', invited: refused === null, refused }
}

export function partOf(more: Partial<Progress> = {}): Progress {
  const plain = { place: '', state: 'done', error: null, late: false, skippable: true } as const
  return { step: 1, label: 'pin', ...plain, ...more }
}

export function alikeOf(title: string, id = 3): Alike {
  return { id, title, reportedAt, channelId: room }
}

/** The form's choices, one of each kind. */
export const choices: Option[] = [
  optionOf('type', 'outage'),
  optionOf('priority', 'high'),
  optionOf('severity', 'critical'),
]
