import { join } from 'node:path'
import { seeded } from '../workspace/slack/ids.ts'
import { watchClaims } from './claims.ts'
import { lookMs, pause, reportOnce } from './crowd.ts'
import { judge, judgeAll, type Report } from './judge.ts'
import { lifeClock } from './life.ts'
import { type Mutant, mutantVariable } from './mutants.ts'
import type { Ordeal } from './ordeals.ts'
import { openStage, type Stage } from './stage.ts'

export interface Trial {
  lost: string[]
  doubled: string[]
  late: string[]
  /** Why it says nothing, if it says nothing. */
  void?: string
}

/** It stood for so many looks: then nothing will come twice any more. */
const quietLooks = 12
const startMs = 30_000

/** One incident in an ordeal, which the product survives, and no mutant may. */
export async function tryOut(adminUrl: string, ordeal: Ordeal, mutant?: Mutant): Promise<Trial> {
  const changed = mutant && {
    module: join(import.meta.dirname, 'mutate.ts'),
    env: { [mutantVariable]: mutant.name },
  }
  const stage = await openStage({ adminUrl, people: 1, ...(changed ? { mutant: changed } : {}) })
  try {
    return await run(stage, ordeal, mutant)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { lost: [], doubled: [], late: [], void: why }
  } finally {
    await stage.close(false)
  }
}

async function run(stage: Stage, ordeal: Ordeal, mutant: Mutant | undefined): Promise<Trial> {
  const { slack } = stage
  await slack.until('the app', () => slack.sockets.open > 1, startMs)
  const life = lifeClock()
  const claims = watchClaims(stage.db, life)
  const killed = ordeal.begin(stage, claims, life)
  const hands = { during: <T>(_: string, request: Promise<T>) => request, answered: () => undefined }
  const report = await within(startMs, reportOnce(stage, slack.person('person-1'), 'trial', seeded(1), hands))
  await ordeal.live?.(stage, report, hands)
  await settles(stage, report, ordeal.limitMs[mutant ? 'mutant' : 'product'])
  await claims.stop()
  const { missing, doubled } = judge(stage, report)
  // What was twice before the end came is enough: then it is too early to miss anything.
  const twice = [...doubled, ...judgeAll(stage)]
  const trial = { lost: twice.length > 0 ? [] : missing, doubled: twice, late: claims.late }
  const isChanged = stage.told.some(
    (one) => JSON.stringify(one) === JSON.stringify({ mutated: mutant?.name }),
  )
  if (mutant && !isChanged) return { ...trial, void: 'the module was never loaded' }
  return ordeal.isOver(killed, mutant) ? trial : { ...trial, void: 'not everyone was killed who should be' }
}

// A twin is seen at once; that nothing is missing or doubled is known only after a while.
async function settles(stage: Stage, report: Report, ms: number): Promise<void> {
  const until = performance.now() + ms
  const isTwice = () => judge(stage, report).doubled.length > 0 || judgeAll(stage).length > 0
  let stood = 0
  while (performance.now() < until && stood < quietLooks && !isTwice()) {
    stood = judge(stage, report).missing.length > 0 ? 0 : stood + 1
    await pause(lookMs)
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('nobody was told that it is recorded')), ms)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
