import { promisedMs } from './claims.ts'
import type { Mutant } from './mutants.ts'
import { type Outcome, slackPromisedMs, slackTailMs } from './siege.ts'
import type { Trial } from './trial.ts'

export interface Check {
  name: string
  passed: boolean
  /** The figures, or what was found. */
  told: string
  details: string[]
}

/** What must hold of the whole run. */
export function checkSiege(outcome: Outcome): Check[] {
  const { lost, doubled, claims, slackStood, reports, ownEnds } = outcome
  const { held, due } = claims.times
  const n = landedOf(outcome)
  const rate = n > 0 ? `: at 95 % confidence fewer than ${((3 / n) * 100).toFixed(1)} in 100 such kills` : ''
  const toldIn = slackStood === undefined ? 'they never stood' : `they stood after ${seconds(slackStood)}`
  return [
    check(
      'lost',
      lost.length === 0,
      `${lost.length} in ${reports.length} reports, ${n} kills landed${rate}`,
      lost,
    ),
    check('doubled', doubled.length === 0, `${doubled.length} in the same`, doubled),
    check(
      `claimed within ${seconds(promisedMs)}`,
      claims.late.length === 0 && held.length > 0,
      `${held.length} steps that a killed process held, ${due.length} others that were due, ${claims.late.length} late`,
      claims.late,
    ),
    check(
      'channel, people, brief and announcements in time',
      slackStood !== undefined && slackStood < slackPromisedMs + slackTailMs,
      `${toldIn} (${seconds(slackPromisedMs)} after the last kill, and ${seconds(slackTailMs)} for what comes after)`,
    ),
    check('no process ended by itself', ownEnds === 0, `${ownEnds} did`),
  ]
}

/** The product in the worst of circumstances: what a mutant is held against. */
export function checkControl(trial: Trial, ordeal: string): Check {
  const found = [...trial.lost, ...trial.doubled, ...trial.late]
  return check(
    `the trial of ${ordeal}, without a mutant`,
    !trial.void && found.length === 0,
    trial.void ?? tell(trial),
    found,
  )
}

/** A mutant must be noticed, by what it breaks. */
export function checkMutant(mutant: Mutant, trial: Trial): Check {
  const caught = trial[mutant.shows].length > 0 && !trial.void
  const told = trial.void ? `void: ${trial.void}` : `${caught ? 'caught' : 'not caught'}: ${tell(trial)}`
  return check(`mutant: ${mutant.name}`, caught, told)
}

export function landedOf({ tally }: Outcome): number {
  return Object.values(tally).reduce((sum, { landed }) => sum + landed, 0)
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function tell({ lost, doubled, late }: Trial): string {
  return `${lost.length} lost, ${doubled.length} doubled, ${late.length} late`
}

function check(name: string, passed: boolean, told: string, details: string[] = []): Check {
  return { name, passed, told, details }
}
