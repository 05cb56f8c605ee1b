import type { Actor, Fact, FactData, FactType, SubjectOf } from '../../db/facts.ts'
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
