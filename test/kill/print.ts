import { type Check, landedOf, seconds } from './checks.ts'
import type { Flags } from './flags.ts'
import { coversAll, type Place } from './points.ts'
import type { Outcome } from './siege.ts'

const mostDetails = 20

export function printHead({ seed, kills, incidents }: Flags): void {
  say(`One app, two jobs, Redis; ${kills} kills, ${incidents} people reporting; seed ${seed}.`)
  say('Slack and Jira: 10 % lost replies, 5 % 503, 5 % 429, 25 ms a call; the index of Jira lags by 4 s.')
}

export function printSiege(outcome: Outcome): void {
  const { heard, tally, faults, calls, reports, claims, allStood, livedShare } = outcome
  say('')
  const runs = [heard.day, heard.evening]
  say(row(['', 'clean day', 'evening', 'kills', 'landed']))
  for (const [place, { fired, landed }] of Object.entries(tally)) {
    const messages = runs.map((run) => (place in run ? String(run[place as Place].length) : ''))
    say(row([place, ...messages, String(fired), String(landed)]))
  }
  const fired = Object.values(tally).reduce((sum, one) => sum + one.fired, 0)
  say(row(['all', '', '', String(fired), String(landedOf(outcome))]))
  const which = runs.every((run) => coversAll(run, fired / runs.length)) ? 'at each' : 'spread over'
  say(`Kills ${which} of the messages counted in a clean run; landed: in a running step, or an open request.`)
  say(`At least one jobs process lived in ${Math.round(livedShare * 100)} % of that time.`)
  const played = Object.entries(faults).map(([kind, times]) => `${kind} ${times}`)
  say('')
  say(`Faults inside steps: ${played.join(', ')}, of ${calls} calls.`)
  const unheard = reports.filter((one) => one.recorded === undefined).length
  say(`Reports: ${reports.length}, of which ${unheard} were never said to be recorded.`)
  say(`Everything stood ${allStood === undefined ? 'never' : `${seconds(allStood)} after the last kill`}.`)
  say(
    `Claimed after (while a jobs process lived): ${spread('held', claims.times.held)}; ${spread('due', claims.times.due)}`,
  )
  say(`The longest by the wall clock, times without any jobs process included: ${seconds(claims.longest())}.`)
}

export function printChecks(checks: Check[]): void {
  say('')
  for (const { name, passed, told, details } of checks) {
    say(`${passed ? '✓' : '✗'} ${name}: ${told}`)
    if (!passed) for (const detail of details.slice(0, mostDetails)) say(`    ${detail}`)
  }
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function row(cells: string[]): string {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(10) : cell.padStart(11))).join('')
}

function spread(name: string, times: number[]): string {
  if (times.length === 0) return `${name} none`
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    seconds(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return `${name} ${times.length}: median ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`
}
