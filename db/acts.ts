import type { PersonKind } from './schema/people.ts'

/** Everything that can be asked of the app, and who may ask it. */
export const acts = {
  'incident.report': 'members',
  'incident.join': 'members',
  'incident.read': 'members',
  'step.retry': 'members',
  'step.skip': 'members',
  'broadcasts.choose': 'admins',
  'operations.choose': 'admins',
  'step.finish': 'app',
  'step.fail': 'app',
  'step.delay': 'app',
  'timer.fire': 'app',
  'workspace.connect': 'app',
} as const satisfies Record<string, 'members' | 'admins' | 'app'>

export type Act = keyof typeof acts

export interface Asker {
  kind: PersonKind
  admin: boolean
  teamId: string
}

/** Why this person may not, as a code and a sentence, or nothing if they may. */
export function objection(act: Act, asker: Asker | undefined): [code: string, message: string] | undefined {
  const who = acts[act]
  if (who === 'app') return ['app_only', 'Only Dispatch itself does this.']
  if (!asker) return ['person_unknown', unknown]
  if (asker.kind !== 'member') return [asker.kind, strangers[asker.kind]]
  if (who === 'admins' && !asker.admin) return ['not_admin', adminsOnly]
  return undefined
}

const unknown = 'Slack has not told Dispatch who you are yet. Please try again in a moment.'
const adminsOnly = 'Only an owner or administrator of this workspace can change this. Please ask one of them.'
const strangers: Record<Exclude<PersonKind, 'member'>, string> = {
  guest: 'Guests cannot use Dispatch. Please ask a full member of this workspace to report it for you.',
  stranger:
    'Dispatch belongs to another organisation here, and only its own members can use it. Please tell one of them what you see.',
  bot: 'Bots cannot use Dispatch; a person has to.',
  deactivated: 'This account is deactivated, so it cannot use Dispatch.',
}
