import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from '../cluster.ts'
import { mutantVariable } from '../kill/mutants.ts'
import type { Outcome } from './life.ts'
import { type ModelMutant, modelMutants } from './mutants.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '18' },
    // The same lives each time; others by another seed.
    seed: { type: 'string', default: '301' },
    only: { type: 'string' },
  },
})
/** So many lives, at most, until a mutant is noticed. */
const livesOfAMutant = 15
/** One who takes longer hangs. */
const longestMs = 420_000
/** Lives mostly wait. */
const atOnce = 3
const begun = performance.now()
const [lives, seed] = [Number(values.runs), Number(values.seed)]
const cluster = await startCluster({ autovacuum: 'off' })
let [passed, failed] = [0, 0]
try {
  say(
    `${lives} lives of the app against the model, seed ${seed}; then its mutants, each until it is noticed.`,
  )
  await inTurn([...cleanLives(), ...modelMutants.filter(isMeant).map((mutant) => () => catchIt(mutant))])
} finally {
  await cluster.stop()
}
say(`\nIt took ${secondsSince(begun)}; the same again: --seed ${seed} --runs ${lives}.`)
say(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function cleanLives(): (() => Promise<void>)[] {
  const share = Math.ceil(lives / atOnce)
  return values.only ? [] : Array.from({ length: atOnce }, (_, i) => () => agree(seed + i, share))
}

function isMeant({ name }: ModelMutant): boolean {
  return name.includes(values.only ?? '')
}

async function agree(seed: number, runs: number): Promise<void> {
  const since = performance.now()
  const { outcome, printed } = await lead(runs, seed)
  const what = outcome ? `${lifeOf(outcome)}, ${secondsSince(since)}` : printed
  judge(outcome?.failure === '', `the app agrees with the model: ${what}`)
  if (outcome?.failure) say(whereOf(outcome))
}

async function catchIt(mutant: ModelMutant): Promise<void> {
  const since = performance.now()
  const { outcome, printed } = await lead(livesOfAMutant, seed, mutant)
  const isNoticed = outcome !== undefined && mutant.shows.test(outcome.failure)
  const what = outcome ? `${lifeOf(outcome)}, ${secondsSince(since)}` : printed
  judge(isNoticed, `${isNoticed ? 'noticed' : 'not noticed'}: ${mutant.name}: ${what}`)
  if (!isNoticed && outcome) say(whereOf(outcome))
  else if (outcome) say(`       ${outcome.failure.split('\n')[0]}`)
}

interface Led {
  outcome: Outcome | undefined
  printed: string
}

function lead(runs: number, seed: number, mutant?: ModelMutant): Promise<Led> {
  const first = mutant ? ['--import', join(import.meta.dirname, 'mutate.ts')] : []
  const flags = [`--runs=${runs}`, `--seed=${seed}`, `--database=${cluster.adminUrl}`]
  const child = spawn(process.execPath, [...first, join(import.meta.dirname, 'child.ts'), ...flags], {
    env: { ...process.env, ...(mutant ? { [mutantVariable]: mutant.name } : {}) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    timeout: longestMs,
  })
  const over = Promise.withResolvers<Led>()
  let [outcome, printed]: [Outcome | undefined, string] = [undefined, '']
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (printed += data))
  // What it sends is an outcome, and nothing else.
  child.on('message', (message) => (outcome = message as Outcome))
  child.on('close', () => over.resolve({ outcome, printed }))
  return over.promise
}

function lifeOf({ runs, skipped, tally: { commands, changes, troubles } }: Outcome): string {
  const slow = skipped > 0 ? ` (and ${skipped} given up, as the machine was too slow)` : ''
  return `${runs} ${runs === 1 ? 'life' : 'lives'}${slow} of ${commands} commands, of which ${changes} changed what is true and ${troubles} were troubles`
}

function whereOf({ failure, seed, path, story }: Outcome): string {
  return `${failure}\n       seed ${seed}, path ${path}: ${story}`
}

async function inTurn(tasks: (() => Promise<void>)[]): Promise<void> {
  const left = [...tasks]
  const work = async () => {
    for (let task = left.shift(); task; task = left.shift()) await task()
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

function secondsSince(since: number): string {
  return `${Math.round((performance.now() - since) / 1000)} s`
}

function judge(holds: boolean, what: string): void {
  if (holds) passed++
  else failed++
  say(`${holds ? 'ok    ' : 'FAILED'} ${what}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
