import type { Option } from '../../db/configuration/questions.ts'
import type { Desk, Home } from '../../db/home/home.ts'
import type { Row } from '../../db/home/row.ts'
import type { Alike } from '../../db/incident/alike.ts'
import type { Card, Progress } from '../../db/incident/card.ts'
import type { Nudge } from '../../db/nudges/questions.ts'
import type { Member } from '../../db/people/list.ts'
import type { Handover, Role } from '../../db/people/roles.ts'

export const ana = 'U0ANA'
export const ben = 'U0BEN'
export const room = 'C0ROOM'
export const board = 'C0BOARD'
export const source = 'https://acme.example/archives/C0GENERAL/p1700000000000100'
export const browse = 'https://acme.example/browse/OPS-7'
export const reportedAt = new Date('2026-03-01T12:34:56Z')

export function optionOf(kind: Option['kind'], key: string, more: Partial<Option> = {}): Option {
  const plain = { meaning: 'What it means', mark: ':fire:', position: 1, isDefault: true, elsewhere: {} }
  return { kind, key, name: key, ...plain, cadenceMinutes: 120, undetermined: false, body: '', ...more }
}

/** An incident that stands: channel, brief, announcement and ticket. */
export function cardOf(more: Partial<Card> = {}): Card {
  return {
    id: 7,
    title: 'checkout is down',
    description: 'since noon',
    resolution: '',
    tags: [],
    status: 'active',
    outcome: null,
    mergedInto: null,
    afterwards: false,
    visibility: 'open',
    type: optionOf('type', 'outage'),
    priority: optionOf('priority', 'high'),
    severity: optionOf('severity', 'critical'),
    reporterId: ana,
    commanderId: ben,
    sourceUrl: source,
    detectedAt: null,
    reportedAt,
    stableAt: null,
    closedAt: null,
    nextUpdateAt: null,
    archiveAt: null,
    lastUpdate: null,
    roles: [],
    people: [personOf(ana), personOf(ben)],
    resources: [
      { kind: 'channel', place: '', externalId: room, name: 'inc-7', url: source, lost: null },
      { kind: 'brief', place: '', externalId: '1.2', name: room, url: source, lost: null },
      { kind: 'announcement', place: board, externalId: '3.4', name: board, url: source, lost: null },
      { kind: 'ticket', place: '', externalId: 'OPS-7', name: 'OPS-7', url: browse, lost: null },
    ],
    progress: [],
    ...more,
  }
}

export function personOf(id: string, refused: string | null = null): Card['people'][number] {
  return { id, observer: false, invited: refused === null, refused }
}

export function partOf(more: Partial<Progress> = {}): Progress {
  const plain = { place: '', state: 'done', error: null, late: false, skippable: true } as const
  return { step: 1, label: 'pin', ...plain, ...more }
}

export function nudgeOf(more: Partial<Nudge> = {}): Nudge {
  const since = { about: String(reportedAt.getTime() / 1000), toldAt: reportedAt, dueAt: reportedAt }
  return {
    ...{ nudge: 1, incident: 7, title: 'checkout is down', kind: 'update.overdue', role: null, ...since },
    ...{ said: 1, cap: 5, snoozed: false, ended: false, endedBy: null, ...more },
  }
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

export function rowOf(more: Partial<Row> = {}): Row {
  return {
    id: 7,
    title: 'checkout is down',
    status: 'active',
    outcome: null,
    visibility: 'open',
    severity: { mark: ':fire:', name: 'Critical' },
    commanderId: ben,
    channelId: room,
    reportedAt,
    closedAt: null,
    nextUpdateAt: null,
    roles: [],
    ...more,
  }
}

/** A Home with nothing on it, of one who may configure where nothing is chosen yet. */
export function homeOf(desk: Partial<Desk> = {}, more: Partial<Home> = {}): Home {
  const channels = { canConfigure: true, broadcasts: [], operations: null, lost: [] }
  const waiting = { requests: [], offers: [], health: { isAlive: true, troubled: 0 } }
  const open = { rows: [], hasMore: false }
  const whole = { kind: 'member', ...channels, ...waiting, ...desk } as const
  return { denied: null, roles: [], open, page: 0, desk: whole, ...more }
}

export function roleOf(more: Partial<Role> = {}): Role {
  const plain = { meaning: 'Leads', mark: ':fire:', duties: 'Decide.', holder: ben }
  return { key: 'commander', name: 'Commander', ...plain, ...more }
}

export function handoverOf(more: Partial<Handover> = {}): Handover {
  const plain = { id: 1, incident: 7, role: 'commander', from: ben, to: ana, offeredBy: ben } as const
  return { ...plain, offeredAt: reportedAt, state: 'open', closed: false, ...more }
}

export function memberOf(id: string, more: Partial<Member> = {}): Member {
  const plain = {
    observer: false,
    why: 'joined',
    by: null,
    reason: null,
    group: null,
    refused: null,
  } as const
  return { id, ...plain, since: reportedAt, roles: [], ...more }
}
