import type { Count } from './counts.ts'
import { references } from './references.ts'
import { pairsOf, type Round } from './series.ts'
import { compare, quantile } from './statistics.ts'
import { ms, type Row } from './table.ts'

/** How an installation compares with both references. */
export function compared(rounds: Round[], ours: string, seed: number): Row[] {
  return [
    ratioRow(`${ours}: ack to ready`, pairsOf(rounds, references.client, ours, 'readyMs'), seed, 1.1),
    answerRow(`${ours}: answer to the submit`, pairsOf(rounds, references.bolt, ours, 'answerMs'), seed),
  ]
}

type Pairs = ReturnType<typeof pairsOf>

function ratioRow(what: string, pairs: Pairs, seed: number, atMost: number): Row {
  const { reference, ours, figure, interval } = compare(pairs, seed, (a, b) => b / a)
  return {
    what,
    reference: ms(reference),
    ours: ms(ours),
    ratio: figure.toFixed(3),
    interval: interval.map((one) => one.toFixed(3)).join(' … '),
    goal: `≤ ${atMost.toFixed(2)}`,
    result: figure <= atMost ? 'met' : 'missed',
  }
}

function answerRow(what: string, pairs: Pairs, seed: number): Row {
  const { reference, ours, figure, interval } = compare(pairs, seed, (a, b) => b - a)
  return {
    what,
    reference: ms(reference),
    ours: ms(ours),
    ratio: signed(figure),
    interval: interval.map(signed).join(' … '),
    goal: '≤ +5 ms',
    result: figure <= 5 ? 'met' : 'missed',
  }
}

/** With Jira hung: no slower than without, as far as the noise lets one tell. */
export function hungRow(pairs: Pairs, seed: number): Row {
  const { reference, ours, figure, interval } = compare(pairs, seed, (a, b) => b / a)
  const [low, high] = interval
  const isNoise = (low <= 1 && high >= 1) || Math.abs(figure - 1) <= 0.02
  return {
    what: 'ack to ready, Jira hung against not configured',
    reference: ms(reference),
    ours: ms(ours),
    ratio: figure.toFixed(3),
    interval: interval.map((one) => one.toFixed(3)).join(' … '),
    goal: '1 in the interval, or ± 2 %',
    result: isNoise ? 'met' : 'missed',
  }
}

/** How far apart the laps of each contestant lie: the noise of the machine. */
export function spreadOf(rounds: Round[]): string[] {
  const names = [...(rounds[0]?.keys() ?? [])].sort()
  return names.flatMap((name) =>
    (['readyMs', 'answerMs'] as const).flatMap((what) => {
      const figures = rounds.flatMap((round) => round.get(name)?.[what] ?? [])
      if (figures.length === 0) return []
      const [low, middle, high] = [0.1, 0.5, 0.9].map((at) => quantile(figures, at).toFixed(1))
      return [
        `${name}, ${what === 'readyMs' ? 'ready' : 'answer'}: a tenth below ${low}, median ${middle}, a tenth above ${high} ms`,
      ]
    }),
  )
}

/** What a report costs, exactly, or from … to where the reports differ. */
export function counted(counts: Count[]): string[] {
  const methods = [...new Set(counts.flatMap(({ calls }) => [...calls.keys()]))].sort()
  const range = (of: (count: Count) => number) => {
    const all = counts.map(of)
    const [least, most] = [Math.min(...all), Math.max(...all)]
    return least === most ? String(least) : `${least} to ${most}`
  }
  const total = (count: Count) => [...count.calls.values()].reduce((sum, one) => sum + one, 0)
  return [
    `counted in ${counts.length} reports, from the submission until nothing is left to do, in the log of every statement:`,
    `  Slack calls ${range(total)}: ${methods.map((method) => `${method} ${range((count) => count.calls.get(method) ?? 0)}`).join(', ')}`,
    `  commits that write ${range((count) => count.commits)}`,
    `  statements ${range((count) => count.statements)}, of them begin and commit ${range((count) => count.brackets)}`,
    `  and transactions such as an idle app makes too ${range((count) => count.looks)}`,
  ]
}

function signed(figure: number): string {
  return `${figure < 0 ? '−' : '+'}${Math.abs(figure).toFixed(1)} ms`
}
