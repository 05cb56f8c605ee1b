import type { Work } from '../verb.ts'
import { setTimer } from '../work/timers.ts'

/**
 * Has the clock look at what an incident's people are to be reminded of, once this transaction is committed: where that
 * is changed without one of the facts that do so by themselves (`moved.ts`). Costs no round trip of its own.
 */
export function planNudges(work: Work, incident: number): void {
  work.also(setTimer(work.tx, { kind: 'nudge', subject: ['incident', incident], inSeconds: 0 }))
}
