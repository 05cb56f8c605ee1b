import { expect, it } from 'vitest'
import { tryOut } from './life.ts'

// The same lives each time: a red run is then of what was changed. Others are led by `npm run test:model -- --seed`.
const seed = Number(process.env.MODEL_SEED ?? 1)
const runs = Number(process.env.MODEL_RUNS ?? 2)

it(
  `whatever people do, in whatever order, is what everyone sees (seed ${seed})`,
  async () => {
    const { failure, path, story, tally } = await tryOut({ runs, seed })
    if (process.env.MODEL_TALK) process.stdout.write(`${JSON.stringify(tally)}\n`)
    expect(failure, `path ${path}: ${story}`).toBe('')
  },
  60_000 + runs * 60_000,
)
