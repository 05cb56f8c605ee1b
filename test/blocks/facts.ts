import {
  type Actor,
  type Fact,
  type FactData,
  type FactType,
  fields,
  type SubjectOf,
} from '../../db/facts.ts'
import type { Status } from '../../db/schema/incidents.ts'
import { ana, ben, board, reportedAt, room, source } from './samples.ts'

type Sample<T extends FactType> = [subject: SubjectOf<T>, data: FactData<T>]
const part = { reaction: 'openTicket', place: '' }
const handover = { handover: 1, role: 'commander', from: ana, to: ben }

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
  'incident.recorded': [
    'incident',
    { type: 'outage', priority: 'high', severity: 'critical', commander: ben },
  ],
  'incident.updated': [
    'incident',
    {
      changes: [
        { field: 'severity', from: 'minor', to: 'critical' },
        { field: 'title', from: null, to: null },
      ],
      nextUpdateMinutes: 30,
    },
  ],
  'incident.declined': ['incident', { from: 'active' }],
  'incident.merged': ['incident', { from: 'active', into: 3 }],
  'incident.absorbed': ['incident', { other: 9, brought: true }],
  'incident.parted': ['incident', { other: 9 }],
  'incident.restored': ['incident', { to: 'active', from: 'merged', into: 3 }],
  'incident.restricted': ['incident', {}],
  'times.corrected': [
    'incident',
    { times: [{ time: 'detected', from: null, to: '2026-03-01T12:00:00.000Z' }] },
  ],
  'participant.added': ['incident', { person: ben, why: 'joined', observer: false, by: null, group: null }],
  'participant.reinvited': ['incident', { person: ben, by: ana }],
  'participant.left': ['incident', { person: ben, by: null }],
  'participant.promoted': ['incident', { person: ben }],
  'role.assigned': ['incident', { role: 'scribe', person: ben, from: ana, handover: null }],
  'role.vacated': ['incident', { role: 'commander', person: ben }],
  'handover.offered': ['incident', handover],
  'handover.accepted': ['incident', handover],
  'handover.declined': ['incident', handover],
  'handover.lapsed': ['incident', handover],
  'engagement.declined': ['incident', { asked: 7, group: 'S0ALL' }],
  'engagement.asked': ['incident', { group: 'S0ALL', count: 63, observer: false, by: ana }],
  'access.requested': ['incident', { person: ben }],
  'access.granted': ['incident', { person: ben }],
  'access.refused': ['incident', { person: ben }],
  'channel.replaced': ['incident', { channel: room, name: 'inc-7-2', former: 'C0OLD', reason: 'restricted' }],
  'channel.renamed': ['incident', { channel: room, name: 'inc-7-checkout' }],
  'channel.moved': ['incident', { from: 'C0OLD', to: room }],
  'channel.lost': ['incident', { channel: room, how: 'archived', by: ana }],
  'channel.asked': ['incident', { channel: room, wish: 'another' }],
  'channel.heard': ['channel', { what: 'archived', by: ana }],
  'outlet.lost': ['channel', { how: 'archived', by: ana }],
  'outlet.regained': ['channel', {}],
  'channel.regained': ['incident', { channel: room, by: ana }],
  'archive.due': ['incident', {}],
  'document.opened': ['incident', { kind: 'canvas', id: 'F0DOC', url: source }],
  'document.lost': ['incident', { kind: 'summary', channel: room }],
  'message.kept': ['incident', { entry: 1, channel: room, ts: '1.2', author: ana, first: true }],
  'message.released': ['incident', { entry: 1, channel: room, ts: '1.2', person: ana, last: true }],
  'message.revised': ['incident', { entry: 1, channel: room, ts: '1.2', deleted: false }],
  'entry.added': ['incident', { entry: 1 }],
  'entry.corrected': [
    'incident',
    { entry: 1, from: '2026-03-01T12:00:00.000Z', to: '2026-03-01T12:05:00.000Z' },
  ],
  'entry.hidden': ['incident', { entry: 1 }],
  'entry.shown': ['incident', { entry: 1 }],
  'nudge.due': [
    'incident',
    { nudge: 1, kind: 'update.overdue', about: '', person: ana, nth: 1, late: false },
  ],
  'nudge.snoozed': ['incident', { nudge: 1, kind: 'update.overdue', minutes: 30 }],
  'nudge.posted': ['incident', { nudge: 1, kind: 'update.overdue', nth: 1 }],
  'nudge.ended': ['incident', { nudge: 1, kind: 'update.overdue' }],
  'archive.postponed': ['incident', { from: '2026-03-08T12:00:00.000Z', to: '2026-03-15T12:00:00.000Z' }],
  'nudge.dismissed': ['incident', { nudge: 1, kind: 'update.overdue' }],
  'workspace.left': ['workspace', {}],
  'administrators.named': ['workspace', { people: [ana] }],
  'person.deactivated': ['person', {}],
  'channel.opened': ['incident', { channel: room, name: 'inc-7' }],
  'channel.late': ['incident', {}],
  'people.invited': ['incident', { people: [ana, ben], refused: [] }],
  'brief.posted': ['incident', { channel: room, ts: '1.2' }],
  'announcement.posted': ['incident', { channel: board, ts: '1.2', early: false }],
  'ticket.opened': ['incident', { key: 'OPS-7', url: 'https://acme.example/browse/OPS-7' }],
  'step.done': ['step', part],
  'step.delayed': ['step', { ...part, code: 'slack.unanswered' }],
  'step.failed': ['step', { ...part, code: 'jira.403' }],
  'step.retried': ['step', part],
  'step.skipped': ['step', part],
  'step.doubted': ['step', part],
  'step.told': ['step', part],
  'workspace.connected': ['workspace', { team: 'T1' }],
  'broadcasts.chosen': ['workspace', { channels: [board] }],
  'operations.chosen': ['workspace', { channel: null }],
  'people.due': ['workspace', {}],
  'act.refused': ['person', { act: 'incident.report', code: 'guest' }],
}

/** Every type of fact there is. */
export const factTypes = Object.keys(samples) as FactType[]

/** A fact of the type, of this incident. */
export function factOf(type: FactType, actor: Actor = { kind: 'app' }, incidentId: number | null = 7): Fact {
  const [subjectKind, data] = samples[type]
  const moments = { happenedAt: reportedAt, knownAt: reportedAt }
  const subjectId = subjectKind === 'incident' ? String(incidentId) : '7'
  return { id: 1, type, subjectKind, subjectId, incidentId, actor, data, words: null, ...moments }
}

/** Three hundred who were invited in one go. */
export function manyInvited(): Fact {
  return { ...factOf('people.invited'), data: { people: Array(300).fill(ana), refused: [] } }
}

/** One change of everything there is, with these words wherever it has any. */
export function updatedFact(told: string, to: Status): Fact<'incident.updated'> {
  const before = to === 'closed' ? 'active' : 'closed'
  const keys = { type: 'outage', priority: 'high', severity: 'critical', status: before }
  const changes = fields.map((field) => {
    const from = field in keys ? keys[field as keyof typeof keys] : null
    return { field, from, to: field === 'status' ? to : from && 'gone' }
  })
  const worded = ['title', 'description', 'resolution', 'tags'].flatMap((name) => [name, `${name}Before`])
  const words = Object.fromEntries(['note', ...worded].map((name) => [name, told]))
  const data = { changes, nextUpdateMinutes: 30 }
  const fact = factOf('incident.updated', { kind: 'person', id: ana })
  return { ...fact, type: 'incident.updated', subjectKind: 'incident', data, words }
}
