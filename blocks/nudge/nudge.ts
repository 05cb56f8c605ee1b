import type { KnownBlock, StaticSelect } from '@slack/types'
import type { NudgeKind } from '../../db/nudges/kinds.ts'
import type { Nudge } from '../../db/nudges/questions.ts'
import {
  actions,
  button,
  context,
  incidentName,
  label,
  type Message,
  type Mrkdwn,
  moment,
  option,
  person,
} from '../kit.ts'
import { claimAction, claimValue } from '../people/role-name.ts'
import { inert, oneLine, shorten } from '../text.ts'

export const snoozeAction = 'snooze_nudge'
export const dismissAction = 'dismiss_nudge'
export const keepChannelAction = 'keep_channel'

/** What a person is reminded of, the `nth` time, as it stands now. */
export function nudge(of: Nudge, nth: number, late = false): Message {
  const state = stateOf(of, nth)
  const told = `${marks[state]} ${faces[of.kind].line(of, nameOf(of))}${ends[state](of)}`
  const line = late && state === 'open' ? `${told} ${lateness}` : told
  return { text: line, blocks: [context(line), ...buttons(of, state)] }
}

/** Whether there is nothing to press any more, for good. */
export function isOver(of: Nudge, nth: number): boolean {
  return ['done', 'dismissed', 'repeated'].includes(stateOf(of, nth))
}

type State = 'open' | 'snoozed' | 'repeated' | 'dismissed' | 'done'

function stateOf({ ended, endedBy, said, snoozed }: Nudge, nth: number): State {
  if (ended) return endedBy ? 'dismissed' : 'done'
  if (nth < said) return 'repeated'
  return snoozed ? 'snoozed' : 'open'
}

const marks: Record<State, string> = {
  open: ':bell:',
  snoozed: ':zzz:',
  repeated: ':arrow_down:',
  dismissed: ':no_bell:',
  done: ':white_check_mark:',
}

const ends: Record<State, (of: Nudge) => Mrkdwn> = {
  open: () => '',
  snoozed: ({ dueAt }) => ` *Snoozed* until ${moment(dueAt)}.`,
  repeated: () => ' *Said again* further down.',
  dismissed: ({ endedBy }) => ` *Not needed*${endedBy ? `, says ${person(endedBy)}` : ''}.`,
  done: () => ' *Done.*',
}

const lateness = 'Dispatch was not running when this was due, so it comes late.'

interface Face {
  line: (of: Nudge, name: Mrkdwn) => Mrkdwn
  mend: (of: Nudge) => [name: string, action: string, value: string]
}

const faces: Record<NudgeKind, Face> = {
  'update.overdue': {
    line: ({ toldAt }, name) => `${name}: nobody has told how it stands since ${moment(toldAt)}.`,
    mend: ({ incident }) => ['Write update', 'open_update', String(incident)],
  },
  'commander.missing': {
    line: ({ about }, name) => `${name}: nobody leads it since ${moment(instant(about))}.`,
    mend: ({ incident }) => ['Claim', claimAction, claimValue(incident, 'commander', null)],
  },
  'severity.undetermined': {
    line: ({ about }, name) => `${name}: its severity is undetermined since ${moment(instant(about))}.`,
    mend: ({ incident }) => ['Set severity', 'open_update', String(incident)],
  },
  'stable.long': {
    line: ({ about }, name) => `${name}: stable since ${moment(instant(about))}. Is it over?`,
    mend: ({ incident }) => ['Close', 'open_close', String(incident)],
  },
  'archive.soon': {
    line: ({ about }, name) => `${name}: this channel will be archived, ${moment(instant(about))}.`,
    mend: ({ incident, about }) => ['Keep it a week longer', keepChannelAction, `${incident}:${about}`],
  },
  'handover.open': {
    // Whoever is asked need not be in it yet, so it is not told what it is.
    line: ({ incident, role }) =>
      `*${incidentName(incident)}*: you are asked to be ${inert(oneLine(role ?? 'in a role'))}, and have not answered.`,
    mend: ({ about }) => ['Accept', 'accept_handover', about],
  },
}

function buttons(of: Nudge, state: State): KnownBlock[] {
  if (state !== 'open' && state !== 'snoozed') return []
  const mend = button(...faces[of.kind].mend(of), { style: 'primary' })
  if (state === 'snoozed') return [actions(`nudge:${of.nudge}`, [mend])]
  const others = [button('Not needed', dismissAction, String(of.nudge))]
  return [actions(`nudge:${of.nudge}`, of.said < of.cap ? [mend, snooze(of), ...others] : [mend, ...others])]
}

function snooze({ nudge: id }: Nudge): StaticSelect {
  return {
    type: 'static_select',
    action_id: snoozeAction,
    placeholder: label('Snooze'),
    options: [option('30 minutes', `${id}:30`), option('1 hour', `${id}:60`), option('2 hours', `${id}:120`)],
  }
}

function nameOf({ incident, title }: Nudge): Mrkdwn {
  return `*${incidentName(incident)}* ${inert(shorten(oneLine(title), 150))}`
}

function instant(second: string): Date {
  return new Date(Number(second) * 1000)
}
