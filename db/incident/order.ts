import { type Time, times } from '../facts.ts'
import { Refusal } from '../refusal.ts'

export type Times = Record<Time, Date | null>

/** Throws a Refusal, of the time that was set, where one is before another that comes first, or is yet to come. */
export function mustBeInOrder(all: Times, set: readonly Time[], now: Date): void {
  for (const time of set) {
    const at = all[time]
    if (at && at > now)
      throw new Refusal('time_to_come', 'That is yet to come. Please choose a time that has been.', time)
  }
  const known = times.filter((time) => all[time])
  for (const [i, time] of known.entries()) {
    const next = known[i + 1]
    if (next && isBefore(all[next], all[time])) throw outOfOrder(time, next, set.includes(next) ? next : time)
  }
}

function isBefore(one: Date | null, other: Date | null): boolean {
  return one !== null && other !== null && one < other
}

function outOfOrder(first: Time, next: Time, field: Time): Refusal {
  return new Refusal('times_order', `It cannot have been ${next} before it was ${first}.`, field)
}
