import type { InputBlock, ModalView } from '@slack/types'
import type { Time } from '../../db/facts.ts'
import type { Card } from '../../db/incident/card.ts'
import { momentIn, momentInput, type Submitted, secondsOf } from '../inputs.ts'
import { context, incidentName, label, limits } from '../kit.ts'
import { metadata, readMetadata } from '../metadata.ts'
import { readWhy, whyInput } from './decline.ts'

export const timesCallback = 'times'

/** The times of an incident, each to be corrected, and why. */
export function timesView(card: Card): ModalView {
  const all = timesOf(card)
  const seen = all.map(({ time, at }) => [time, at && secondsOf(at)] as const)
  return {
    type: 'modal',
    callback_id: timesCallback,
    title: label(`Times of ${incidentName(card.id)}`, limits.title),
    submit: label('Correct'),
    close: label('Cancel'),
    private_metadata: metadata({ ...Object.fromEntries(seen), incident: card.id }),
    blocks: [
      ...all.map(timeInput),
      whyInput('Why they are corrected'),
      context('What stood there before is kept in the timeline.'),
    ],
  }
}

interface Shown {
  time: Time
  at: Date | null
  optional: boolean
}

// Of a state that it has not come to there is no time.
function timesOf({ status, detectedAt, reportedAt, stableAt, closedAt }: Card): Shown[] {
  const all: Shown[] = [
    { time: 'detected', at: detectedAt, optional: true },
    { time: 'reported', at: reportedAt, optional: false },
  ]
  if (status !== 'active') all.push({ time: 'stable', at: stableAt, optional: status === 'closed' })
  if (status === 'closed') all.push({ time: 'closed', at: closedAt, optional: false })
  return all
}

function timeInput({ time, at, optional }: Shown): InputBlock {
  return momentInput({ id: time, name: names[time], optional, initial: at })
}

export const names: Record<Time, string> = {
  detected: 'Detected',
  reported: 'Reported',
  stable: 'Stable since',
  closed: 'Closed',
}

interface Wish {
  to: Date | null
  seen: Date | null
}

/** Reads the form back: the times that differ from those that it showed, and why. */
export function readTimes(view: Submitted): {
  incident: number
  wishes: Partial<Record<Time, Wish>>
  why: string
} {
  const { incident, ...seen } = readMetadata(view.private_metadata)
  const wishes: Partial<Record<Time, Wish>> = {}
  for (const time of ['detected', 'reported', 'stable', 'closed'] as const) {
    const shown = seen[time]
    if (shown === undefined) continue
    const before = typeof shown === 'number' ? new Date(shown * 1000) : null
    const to = momentIn(view, time)
    if (toTheMinute(to) !== toTheMinute(before)) wishes[time] = { to, seen: before }
  }
  return { incident, wishes, why: readWhy(view).why }
}

// The picker knows no seconds.
function toTheMinute(at: Date | null): number | null {
  return at && Math.floor(at.getTime() / 60_000)
}
