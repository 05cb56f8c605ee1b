import { seeded } from '../workspace/slack/ids.ts'
import type { Contestant, Lap } from './contestant.ts'
import { shuffled } from './statistics.ts'

/** The laps of one round by contestant: all of them ran within the same few seconds. */
export type Round = Map<string, Lap>

const warmUps = 5

/** Lets everyone run in turn, each round in another order; the first rounds are for warming up and are not counted. */
export async function runSeries(
  contestants: Contestant[],
  { rounds, seed, before }: { rounds: number; seed: number; before: (round: number) => Promise<void> },
): Promise<Round[]> {
  const random = seeded(seed)
  const counted: Round[] = []
  for (let i = 0; i < warmUps + rounds; i++) {
    await before(i)
    const round: Round = new Map()
    for (const one of shuffled(contestants, random)) round.set(one.name, await one.lap())
    if (i >= warmUps) counted.push(round)
  }
  return counted
}

/** Both figures of every round. */
export function pairsOf(
  rounds: Round[],
  reference: string,
  ours: string,
  what: keyof Lap,
): { reference: number; ours: number }[] {
  return rounds.map((round) => ({
    reference: round.get(reference)?.[what] ?? Number.NaN,
    ours: round.get(ours)?.[what] ?? Number.NaN,
  }))
}
