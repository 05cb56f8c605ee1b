import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { startRedis, type TestRedis } from '../redis.ts'
import { startJira } from '../workspace/jira/server.ts'
import { countReports } from './counts.ts'
import { homeRow } from './home.ts'
import { type Installation, install } from './installation.ts'
import { lifeNotes, lifeRow, playLife } from './life.ts'
import { bareBolt, bareClient } from './references.ts'
import { compared, counted, hungRow, spreadOf } from './rows.ts'
import { pairsOf, type Round, runSeries } from './series.ts'
import { commitMs, type Server, startServer } from './server.ts'
import { stagesOf } from './stages.ts'
import { type Row, tableOf } from './table.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: 'postgres,redis,home,counts,life' },
  },
})
const rounds = Number(values.rounds)
/** A Home takes a hundredth of a report. */
const homeRounds = 10
const seed = Number(values.seed)
const parts = new Set(values.only.split(','))
const rows: Row[] = []
const notes: string[] = []

say(`${rounds} rounds after 5 to warm up, seed ${seed}, Slack at 150 ms a call`)
if (['postgres', 'redis', 'home', 'life'].some((part) => parts.has(part))) await onOneServer()
if (parts.has('counts')) notes.push(...counted(await countReports()))
const load = loadavg().map((one) => one.toFixed(1))
notes.push(`load average at the end: ${load.join(' ')}`)
if (rows.length > 0) say(`\n${tableOf(rows)}`)
say(`\n${notes.join('\n')}`)

async function onOneServer(): Promise<void> {
  const server = await startServer()
  try {
    notes.push(`one commit here: ${(await commitMs(await server.database('probe'))).toFixed(2)} ms`)
    if (parts.has('postgres')) await onPostgres(server)
    if (parts.has('redis')) await onRedis(server)
    if (parts.has('life')) await onLife(server)
    if (parts.has('home')) rows.push(await homeRow(server, rounds * homeRounds, seed))
  } finally {
    await server.stop()
  }
}

async function onPostgres(server: Server): Promise<void> {
  const jira = await startJira()
  jira.faults.at({ times: Number.POSITIVE_INFINITY }, { kind: 'hang' })
  const ours = await install('ours', await server.database('ours'))
  const hung = await install('ours, Jira hung', await server.database('hung'), jira.env)
  const measured = await measure(server, 'bolt', [ours, hung])
  const pairs = pairsOf(measured, ours.name, hung.name, 'readyMs')
  rows.push(...compared(measured, ours.name, seed), hungRow(pairs, seed))
  await jira.stop()
}

async function onRedis(server: Server): Promise<void> {
  const redis = await startRedis().catch((error: Error): TestRedis | undefined => {
    notes.push(`nothing is measured on Redis: ${error.message}`)
    return undefined
  })
  if (!redis) return
  const ours = await install('ours on Redis', await server.database('redis'), { REDIS_URL: redis.url })
  const measured = await measure(server, 'bolt_again', [ours])
  rows.push(...compared(measured, ours.name, seed + 1))
  await redis.stop()
}

async function onLife(server: Server): Promise<void> {
  const spent = await playLife(server)
  rows.push(lifeRow(spent))
  notes.push(...lifeNotes(spent))
}

/** Runs the installations and both references in turn, and stops them. */
async function measure(server: Server, bolt: string, ours: Installation[]): Promise<Round[]> {
  for (const one of ours) await one.lap()
  const [first] = ours
  if (!first) throw new Error('there is nothing to measure')
  const contestants = [await bareClient(first.slack), await bareBolt(await server.database(bolt)), ...ours]
  const measured = await runSeries(contestants, { rounds, seed, before: () => refill(ours) })
  notes.push(...spreadOf(measured), `${first.name}, medians in ms:`, ...(await stagesOf(first)))
  for (const one of contestants) await one.stop()
  return measured
}

// Slack's rates are not what is measured: nobody reports sixty incidents in three minutes.
async function refill(ours: Installation[]): Promise<void> {
  for (const { sql } of ours)
    await sql`delete from buckets where method = 'conversations.create' and tokens < 20`
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
