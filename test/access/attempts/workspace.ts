import { sql } from 'drizzle-orm'
import type { Act, IncidentAct } from '../../../db/acts.ts'
import { hearOfChannel } from '../../../db/channel/hear.ts'
import { holdStep } from '../../../db/channel/hold.ts'
import { moveChannel } from '../../../db/channel/move.ts'
import { leaveWorkspace } from '../../../db/configuration/leave.ts'
import {
  chooseBroadcasts,
  chooseOperations,
  connectWorkspace,
  nameAdministrators,
} from '../../../db/configuration/verbs.ts'
import { recordIncident } from '../../../db/incident/record.ts'
import { reportIncident } from '../../../db/incident/report.ts'
import { countMessage } from '../../../db/people/activity.ts'
import { followPeople } from '../../../db/people/follow.ts'
import { followJoining, followLeaving } from '../../../db/people/membership.ts'
import { followDeletion, followEdit } from '../../../db/timeline/follow.ts'
import { followRelease } from '../../../db/timeline/keep.ts'
import type { Lease } from '../../../db/work/lease.ts'
import { delayStep, failStep, finishPaint, finishStep } from '../../../db/work/outcome.ts'
import { personOf, reportOf } from '../../db/ground.ts'
import type { Attempt, Attempts, Scene } from '../attempt.ts'

const asks = (ask: (scene: Scene) => Promise<unknown>): Attempt[] => [
  { ready: async (scene) => () => ask(scene) },
]
const withStep = (ask: (scene: Scene, lease: Lease) => Promise<unknown>): Attempt[] => [
  {
    ready: async (scene) => {
      const lease = await running(scene)
      return () => ask(scene, lease)
    },
  },
]

const move = { channel: 'C1', person: 'UBEN', at: '1700000000.000100' }
const news = { channel: 'C1', at: '1700000000.000100' }
const message = { channel: 'C1', ts: '1700000000.000100' }
const workspace = { teamId: 'T1', name: 'Acme', url: 'https://acme.slack.com/', botId: 'B1', botUserId: 'UB' }

export const workspaceAttempts = {
  'incident.report': {
    reportIncident: asks(({ db, who }) => reportIncident(db, who, reportOf())),
  },
  'incident.record': {
    recordIncident: asks(({ db, who }) => recordIncident(db, who, afterwards())),
  },
  'broadcasts.choose': {
    chooseBroadcasts: asks(({ db, who }) => chooseBroadcasts(db, who, { channels: ['C9'] })),
  },
  'operations.choose': {
    chooseOperations: asks(({ db, who }) => chooseOperations(db, who, { channel: 'C9' })),
  },
  'step.finish': {
    finishStep: withStep(({ db, who }, lease) =>
      finishStep(db, who, { lease, answer: { externalId: 'C9' } }),
    ),
    finishPaint: withStep(({ db, who }, lease) => finishPaint(db, who, { lease })),
  },
  'step.fail': {
    failStep: withStep(({ db, who }, lease) => failStep(db, who, { lease, code: 'x', definite: true })),
  },
  'step.delay': {
    delayStep: withStep(({ db, who }, lease) =>
      delayStep(db, who, { lease, code: 'x', definite: true, waitMs: 5, late: true }),
    ),
    holdStep: withStep(({ db, who }, lease) => holdStep(db, who, { lease, code: 'x', definite: true })),
  },
  'timer.fire': { fireOne: 'not exported' },
  'workspace.connect': {
    connectWorkspace: asks(({ db, who }) => connectWorkspace(db, who, workspace)),
    nameAdministrators: asks(({ db, who }) => nameAdministrators(db, who, { people: ['UBEN'] })),
  },
  'workspace.leave': {
    leaveWorkspace: asks(({ db, who }) => leaveWorkspace(db, who, undefined)),
  },
  'channel.follow': {
    hearOfChannel: asks(({ db, who }) => hearOfChannel(db, who, { ...news, what: 'archived', by: null })),
    moveChannel: asks(({ db, who }) => moveChannel(db, who, { from: 'C1', to: 'C2', at: news.at })),
  },
  'people.follow': {
    followPeople: asks(({ db, who }) => followPeople(db, who, [personOf('UBEN', { kind: 'deactivated' })])),
    followJoining: asks(({ db, who }) => followJoining(db, who, { ...move, inviter: null })),
    followLeaving: asks(({ db, who }) => followLeaving(db, who, move)),
    countMessage: asks(({ db, who }) => countMessage(db, who, { channel: 'C1', person: 'UBEN' })),
  },
  'message.follow': {
    followEdit: asks(({ db, who }) => followEdit(db, who, { ...message, text: 'x' })),
    followDeletion: asks(({ db, who }) => followDeletion(db, who, message)),
    followRelease: asks(({ db, who }) => followRelease(db, who, { ...message, person: 'UBEN' })),
  },
  'access.open': {},
} satisfies Record<Exclude<Act, IncidentAct>, Attempts>

function afterwards() {
  const times = {
    detected: null,
    reported: new Date('2026-01-01'),
    stable: null,
    closed: new Date('2026-01-02'),
  }
  return { ...reportOf(), resolution: 'a new cable', commander: 'UANA', ...times }
}

async function running({ incident, value }: Scene): Promise<Lease> {
  const id = await value<number>(sql`
    insert into steps (effect_key, reaction, subject_kind, subject_id, incident_id, fact_id, lane, method, priority, state)
    values (${`under way ${incident}`}, 'openTicket', 'incident', '1', ${incident}, 1, 'integrations', '', 1, 'running') returning id::int`)
  const plain = { effectKey: 'under way', reaction: 'openTicket', place: '', label: null, generation: 0 }
  const times = {
    tries: 1,
    strikes: 0,
    priority: 1,
    ambiguous: false,
    sinceFirstAsked: 0,
    sinceLastAsked: 0,
    wanted: 1,
  }
  return { id, subject: ['incident', '1'], incidentId: incident, factId: 1, ...plain, ...times }
}
