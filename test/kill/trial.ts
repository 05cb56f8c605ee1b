import { join } from 'node:path'
import { seeded } from '../workspace/slack/ids.ts'
import { type Claims, watchClaims } from './claims.ts'
import { lookMs, pause, reportOnce } from './crowd.ts'
import { judge, judgeAll, type Report } from './judge.ts'
import { type Life, lifeClock, pulse } from './life.ts'
import { type Mutant, mutantVariable } from './mutants.ts'
import { openStage, type Stage } from './stage.ts'

export interface Trial {
  lost: string[]
  doubled: string[]
  late: string[]
  /** Why it says nothing, if it says nothing. */
  void?: string
}

/** How long the product may take, and how long a mutant is given to go wrong. */
const limitMs = { product: 60_000, mutant: 25_000 }
/** It stood for so many looks: then nothing will come twice any more. */
const quietLooks = 12
const startMs = 30_000

/**
 * One report in the worst of circumstances: the app is killed at its COMMIT, the jobs process that posts first as
 * Slack does so, and the answers to the next messages and to the ticket are lost. The product survives it, and no mutant may.
 */
export async function tryOut(adminUrl: string, mutant?: Mutant): Promise<Trial> {
  const changed = mutant && {
    module: join(import.meta.dirname, 'mutate.ts'),
    env: { [mutantVariable]: mutant.name },
  }
  const stage = await openStage({ adminUrl, people: 1, ...(changed ? { mutant: changed } : {}) })
  try {
    return await run(stage, mutant)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { lost: [], doubled: [], late: [], void: why }
  } finally {
    await stage.close(false)
  }
}

async function run(stage: Stage, mutant: Mutant | undefined): Promise<Trial> {
  const { slack, jira } = stage
  await slack.until('the app', () => slack.sockets.open > 1, startMs)
  slack.faults.at({ method: 'chat.postMessage', times: 3 }, { kind: 'reply lost' })
  jira.faults.at({ method: 'POST issue' }, { kind: 'reply lost' })
  const life = lifeClock()
  const claims = watchClaims(stage.db, life)
  const killed = killTwice(stage, claims, life)
  const hands = { during: <T>(_: string, request: Promise<T>) => request, answered: () => undefined }
  const report = await within(startMs, reportOnce(stage, slack.person('person-1'), 'trial', seeded(1), hands))
  await settles(stage, report, limitMs[mutant ? 'mutant' : 'product'])
  await claims.stop()
  const { missing, doubled } = judge(stage, report)
  // What was twice before the end came is enough: then it is too early to miss anything.
  const twice = [...doubled, ...judgeAll(stage)]
  const trial = { lost: twice.length > 0 ? [] : missing, doubled: twice, late: claims.late }
  const isChanged = stage.told.some(
    (one) => JSON.stringify(one) === JSON.stringify({ mutated: mutant?.name }),
  )
  if (mutant && !isChanged) return { ...trial, void: 'the module was never loaded' }
  const isKilled = killed.has('app') && (killed.has('jobs') || mutant?.shows === 'lost')
  return isKilled ? trial : { ...trial, void: 'not everyone was killed who should be' }
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

function killTwice(stage: Stage, claims: Claims, life: Life): Set<string> {
  const killed = new Set<string>()
  let isReporting = false
  stage.onMessage((wire, sender, label) => {
    if (wire === 'postgres' && pulse.test(label)) life.born(sender.name)
    isReporting ||= /insert into "?incidents"? /.test(label)
    const isCommit = sender.kind === 'app' && isReporting && /^(run|query) commit/.test(label)
    const isPosting = sender.kind === 'jobs' && label === 'chat.postMessage'
    if (killed.has(sender.kind) || !(isCommit || isPosting)) return undefined
    killed.add(sender.kind)
    const strike = () => {
      sender.kill()
      life.dead(sender.name)
      if (isPosting) void claims.killed()
    }
    return { when: isCommit ? 'before' : 'after', strike }
  })
  return killed
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('nobody was told that it is recorded')), ms)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
