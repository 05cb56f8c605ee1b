import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '../cluster.ts'
import { startRedis } from '../redis.ts'
import { type Check, checkControl, checkMutant, checkSiege, seconds } from './checks.ts'
import { pause } from './crowd.ts'
import { type Flags, readFlags } from './flags.ts'
import { mutants } from './mutants.ts'
import { living, reporting } from './ordeals.ts'
import { printChecks, printHead, printSiege, say } from './print.ts'
import { siege } from './siege.ts'
import { openStage } from './stage.ts'
import { tryOut } from './trial.ts'

const mostRemains = 60
/** Until what the first trial is measured by is over. */
const apartMs = 20_000

const begun = performance.now()
const flags = readFlags(process.argv.slice(2))
const cluster = await startCluster({ autovacuum: 'off' })
const redis = await startRedis()
try {
  const checks = await run(flags, cluster.adminUrl, redis.url)
  const failed = checks.filter((check) => !check.passed).length
  say(`\nIt took ${seconds(performance.now() - begun)}; the same again: --seed ${flags.seed}.`)
  say(`${checks.length - failed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
} finally {
  await redis.stop()
  await cluster.stop()
}

async function run(flags: Flags, adminUrl: string, redisUrl: string): Promise<Check[]> {
  printHead(flags)
  const stage = await openStage({ adminUrl, redisUrl, people: flags.incidents })
  const trials: Check[] = []
  let isKept = true
  try {
    // Jira's quiet time is long: meanwhile the judge is put to the test.
    const outcome = await siege(stage, flags, async () => void trials.push(...(await tryAll(adminUrl))))
    const checks = [...checkSiege(outcome), ...trials]
    printSiege(outcome)
    printChecks(checks)
    isKept = checks.some((check) => !check.passed)
    if (isKept) {
      writeFileSync(join(stage.logs, 'kills.txt'), outcome.chronicle.join('\n'))
      for (const line of outcome.remains.slice(0, mostRemains)) say(`    ${line.slice(0, 200)}`)
    }
    return checks
  } finally {
    await stage.close(isKept)
    if (isKept) say(`\nLogs of the processes: ${stage.logs}`)
  }
}

async function tryAll(adminUrl: string): Promise<Check[]> {
  // Most of this one is waiting for Jira.
  const report = tryOut(adminUrl, reporting)
  await pause(apartMs)
  const life = checkControl(await tryOut(adminUrl, living), living.name)
  const caught: Check[] = []
  for (const mutant of mutants)
    caught.push(checkMutant(mutant, await tryOut(adminUrl, mutant.ordeal ? living : reporting, mutant)))
  return [checkControl(await report, reporting.name), life, ...caught]
}
