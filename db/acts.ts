import type { Visibility } from './schema/incidents.ts'
import type { PersonKind } from './schema/people.ts'

/** How close a member stands to an incident, the furthest first: each may all that those before may. */
export const standings = ['outside', 'observer', 'participant', 'lead'] as const
/**
 * `lead` holds a role in it, the commander's or another, or wrote it down when it was over; while nobody who is here holds
 * one, who reported it does lead, and while they are outside, who takes part. An administrator counts as one where they
 * may see it.
 */
export type Standing = (typeof standings)[number]

/** Who may at the least: of an open incident, and of a restricted one. */
type Least = Record<Visibility, Standing>

const reading: Least = { open: 'outside', restricted: 'observer' }
const alongside: Least = { open: 'observer', restricted: 'observer' }
const takingPart: Least = { open: 'participant', restricted: 'participant' }
const leading: Least = { open: 'lead', restricted: 'lead' }

/** Everything that can be asked of the app, and who may ask it. */
export const acts = {
  'incident.report': 'members',
  'incident.record': 'members',
  'broadcasts.choose': 'admins',
  'operations.choose': 'admins',
  'incident.read': reading,
  'incident.join': reading,
  'incident.update': takingPart,
  'incident.decline': leading,
  'incident.merge': leading,
  'incident.restore': leading,
  'incident.restrict': leading,
  'times.correct': leading,
  'people.engage': takingPart,
  'people.engage_many': leading,
  'role.claim': alongside,
  'role.assign': takingPart,
  'handover.offer': takingPart,
  'handover.answer': alongside,
  'access.request': { open: 'outside', restricted: 'outside' },
  'access.answer': leading,
  'message.keep': alongside,
  'entry.add': alongside,
  'entry.correct': takingPart,
  'entry.hide': takingPart,
  'nudge.answer': alongside,
  'archive.postpone': alongside,
  'channel.ask': leading,
  'step.retry': reading,
  'step.skip': reading,
  'step.finish': 'app',
  'step.fail': 'app',
  'step.delay': 'app',
  'timer.fire': 'app',
  'workspace.connect': 'app',
  'workspace.leave': 'app',
  'channel.follow': 'app',
  'people.follow': 'app',
  'message.follow': 'app',
  'access.open': 'app',
} as const satisfies Record<string, 'members' | 'admins' | 'app' | Least>

export type Act = keyof typeof acts
/** Acts on one incident, whose permission depends on how the person stands to it. */
export type IncidentAct = { [A in Act]: (typeof acts)[A] extends string ? never : A }[Act]

export function isOfIncident(act: Act): act is IncidentAct {
  return typeof acts[act] === 'object'
}

export interface Asker {
  kind: PersonKind
  admin: boolean
  teamId: string
}

/** An incident as the one who asks stands to it. */
export interface Sight {
  id: number
  visibility: Visibility
  standing: Standing
}

export type Objection = [code: string, message: string]

/** Why this person may not, as a code and a sentence, or nothing if they may. `sight` is of the incident that an act is on. */
export function objection(act: Act, asker: Asker | undefined, sight?: Sight | null): Objection | undefined {
  const who = acts[act]
  if (who === 'app') return ['app_only', 'Only Dispatch itself does this.']
  if (!asker) return ['person_unknown', unknown]
  if (asker.kind !== 'member') return [asker.kind, strangers[asker.kind]]
  if (who === 'admins') return asker.admin ? undefined : ['not_admin', adminsOnly]
  if (who === 'members') return undefined
  if (!sight) return notVisible
  return objectionTo(who, asker, sight)
}

/** Told of an incident that is not there, and of one that this person may not see: there is no telling them apart. */
export const notVisible: Objection = [
  'incident_not_visible',
  'There is no such incident, or it is not open to you. If you should be in it, `/dispatch request` with its number asks its commander.',
]

function objectionTo(least: Least, asker: Asker, { id, visibility, standing }: Sight): Objection | undefined {
  const seen = visibility === 'open' || standing !== 'outside'
  const needed = least[visibility]
  if (!seen && needed !== 'outside') return notVisible
  const own = seen && asker.admin ? 'lead' : standing
  if (rank(own) >= rank(needed)) return undefined
  if (own === 'outside')
    return ['not_in', `Only those who are in INC-${id} can do this. \`/dispatch join INC-${id}\` adds you.`]
  if (needed === 'lead') return ['not_lead', leadsOnly(id)]
  return [
    'observer',
    `You are an observer of INC-${id}, and this is for those who take part. \`/dispatch join INC-${id}\` makes you one.`,
  ]
}

function rank(standing: Standing): number {
  return standings.indexOf(standing)
}

const leadsOnly = (id: number) =>
  `Only the commander of INC-${id}, or whoever else holds a role in it, can do this. \`/dispatch role commander\` with a name hands the role over.`
const unknown = 'Slack has not told Dispatch who you are yet. Please try again in a moment.'
const adminsOnly = 'Only an administrator of Dispatch can change this. Please ask one of them.'
const strangers: Record<Exclude<PersonKind, 'member'>, string> = {
  guest: 'Guests cannot use Dispatch. Please ask a full member of this workspace to report it for you.',
  stranger:
    'Dispatch belongs to another organisation here, and only its own members can use it. Please tell one of them what you see.',
  bot: 'Bots cannot use Dispatch; a person has to.',
  deactivated: 'This account is deactivated, so it cannot use Dispatch.',
}
