import { seeded } from '../workspace/slack/ids.ts'

const resamples = 5_000

/** The middle of the figures, or the share `at` of them from below. */
export function quantile(figures: number[], at = 0.5): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const place = (sorted.length - 1) * at
  const [low = Number.NaN, high = low] = sorted.slice(Math.floor(place), Math.floor(place) + 2)
  return low + (high - low) * (place % 1)
}

/** What two medians come to together, with the interval that 95 of 100 resamples of the same rounds fall in. */
export function compare(
  rounds: { reference: number; ours: number }[],
  seed: number,
  figure: (reference: number, ours: number) => number,
): { reference: number; ours: number; figure: number; interval: [low: number, high: number] } {
  const random = seeded(seed)
  const medians = (of: typeof rounds) =>
    [quantile(of.map((one) => one.reference)), quantile(of.map((one) => one.ours))] as const
  const drawn = Array.from({ length: resamples }, () => {
    const again = rounds.flatMap(() => rounds[Math.floor(random() * rounds.length)] ?? [])
    return figure(...medians(again))
  })
  const [reference, ours] = medians(rounds)
  return {
    reference,
    ours,
    figure: figure(reference, ours),
    interval: [quantile(drawn, 0.025), quantile(drawn, 0.975)],
  }
}

/** The same things in another order. */
export function shuffled<T>(things: readonly T[], random: () => number): T[] {
  return things
    .map((thing) => ({ thing, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing)
}
