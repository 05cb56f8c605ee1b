import { eq } from 'drizzle-orm'
import { type Time, times } from '../facts.ts'
import { Refusal } from '../refusal.ts'
import { incidents, type Status } from '../schema/incidents.ts'
import { verb, type Work } from '../verb.ts'
import { mustSayWhy } from './aside.ts'
import { mustBeInOrder, type Times } from './order.ts'

interface Correction {
  incident: number
  /** As they should be, and as the person saw them, to the second. */
  wishes: Partial<Record<Time, { to: Date | null; seen: Date | null }>>
  why: string
}

/**
 * Corrects when an incident was detected, reported, stable and closed; the fact keeps what stood there. Throws a
 * Refusal, of the time, where it cannot be so, or where somebody else corrected it since the person saw it.
 */
export const correctTimes = verb('times.correct', async (work, { incident, wishes, why }: Correction) => {
  const { status, ...before } = await lockTimes(work, incident)
  const set = times.filter((time) => {
    const wish = wishes[time]
    return wish && !isSame(wish.to, before[time])
  })
  if (set.length === 0)
    throw new Refusal('nothing_changed', 'Those are its times already, so nothing was changed.')
  for (const time of set) {
    if (!isSame(wishes[time]?.seen ?? null, before[time])) throw overtaken(time)
    mustBePossible(time, wishes[time]?.to ?? null, status)
  }
  const note = mustSayWhy(why)
  const after = { ...before }
  for (const time of set) after[time] = wishes[time]?.to ?? null
  mustBeInOrder(after, set, work.now)
  await keep(work, incident, after)
  work.record({
    type: 'times.corrected',
    subject: ['incident', incident],
    data: { times: set.map((time) => ({ time, from: iso(before[time]), to: iso(after[time]) })) },
    words: { note },
  })
  return { incident, corrected: set }
})

async function lockTimes({ tx }: Work, incident: number): Promise<Times & { status: Status }> {
  const [row] = await tx
    .select({
      status: incidents.status,
      detected: incidents.detectedAt,
      reported: incidents.reportedAt,
      stable: incidents.stableAt,
      closed: incidents.closedAt,
    })
    .from(incidents)
    .where(eq(incidents.id, incident))
    .for('update')
  if (!row) throw new Error(`there is no incident ${incident}`)
  return row
}

async function keep({ tx, now }: Work, incident: number, after: Times): Promise<void> {
  const { detected, reported, stable, closed } = after
  await tx
    .update(incidents)
    .set({ detectedAt: detected, reportedAt: reported ?? now, stableAt: stable, closedAt: closed })
    .where(eq(incidents.id, incident))
}

function mustBePossible(time: Time, to: Date | null, status: Status): void {
  if (time === 'closed' && status !== 'closed')
    throw notYet('It is not closed, so it has no such time.', time)
  if (time === 'stable' && status === 'active')
    throw notYet('It is active, so it has no such time until it is stable.', time)
  const needed = time === 'reported' || time === status
  if (needed && to === null) throw new Refusal('time_missing', `Please say when it was ${time}.`, time)
}

function notYet(sentence: string, time: Time): Refusal {
  return new Refusal('time_of_no_state', sentence, time)
}

function overtaken(time: Time): Refusal {
  return new Refusal(
    'overtaken',
    'Somebody else changed this time since you opened the form. Please open it again.',
    time,
  )
}

function isSame(one: Date | null, other: Date | null): boolean {
  return toTheSecond(one) === toTheSecond(other)
}

function toTheSecond(at: Date | null): number | null {
  return at && Math.floor(at.getTime() / 1000)
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
