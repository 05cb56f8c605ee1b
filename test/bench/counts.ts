import { setTimeout as pause } from 'node:timers/promises'
import { install } from './installation.ts'
import { startServer } from './server.ts'
import { logged, readTransactions, type Transaction } from './statements.ts'

/** What one report cost, from its submission until nothing was left to do. */
export interface Count {
  calls: Map<string, number>
  /** Statements of transactions that an idle app never makes, `begin` and `commit` included. */
  statements: number
  /** Those of them that only begin or end a transaction. */
  brackets: number
  /** Transactions that wrote something. */
  commits: number
  /** Statements of looks that an idle app makes too: how often depends on the moment. */
  looks: number
}

const idleMs = 35_000
const reports = 5
const database = 'counted'

/** Counts a few reports, one after the other, on a server that logs every statement. */
export async function countReports(): Promise<Count[]> {
  const server = await startServer(logged)
  const ours = await install('ours, counted', await server.database(database))
  const counts: Count[] = []
  try {
    await ours.lap()
    await ours.quiet()
    const transactions = () => readTransactions(server.folder, database)
    const idleFrom = transactions().length
    await pause(idleMs)
    const idle = new Set(transactions().slice(idleFrom).map(shapeOf))
    for (let i = 0; i < reports; i++) {
      await ours.quiet()
      const { submittedAt, calls } = await ours.report()
      await ours.quiet()
      await pause(1_000)
      const since = transactions().filter((one) => one.endedAt >= submittedAt)
      counts.push(
        countOf(
          calls().map((call) => call.method),
          since,
          idle,
        ),
      )
    }
    return counts
  } finally {
    await ours.stop()
    await server.stop()
  }
}

function countOf(methods: string[], since: Transaction[], idle: Set<string>): Count {
  const own = since.filter((one) => !idle.has(shapeOf(one)))
  const texts = own.flatMap((one) => one.texts)
  const calls = new Map<string, number>()
  for (const method of methods) calls.set(method, (calls.get(method) ?? 0) + 1)
  return {
    calls,
    statements: texts.length,
    brackets: texts.filter((text) => /^(begin|commit|rollback)\b/i.test(text)).length,
    commits: own.filter((one) => one.wrote).length,
    looks: since.length - own.length,
  }
}

function shapeOf({ texts, wrote }: Transaction): string {
  return JSON.stringify([wrote, texts])
}
