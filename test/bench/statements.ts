import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchName } from './installation.ts'

/** Settings with which a server writes each statement that it has carried out into a log of JSON lines. */
export const logged = {
  logging_collector: 'on',
  log_destination: 'jsonlog',
  log_directory: 'statements',
  log_filename: 'all',
  log_rotation_age: '0',
  log_rotation_size: '0',
  log_min_duration_statement: '0',
}

/** One transaction, as the texts of its statements. */
export interface Transaction {
  texts: string[]
  wrote: boolean
  endedAt: Date
}

interface Line {
  timestamp: string
  dbname?: string
  pid: number
  message?: string
  txid?: number
  application_name?: string
}

/** The transactions that ended on `database`, oldest first, those of the bench aside. */
export function readTransactions(folder: string, database: string): Transaction[] {
  const at = join(folder, 'postgres', 'statements')
  const file = readdirSync(at).find((name) => name.endsWith('.json'))
  const lines = readFileSync(join(at, file ?? ''), 'utf8')
    .trimEnd()
    .split('\n')
  const open = new Map<number, Transaction>()
  const ended: Transaction[] = []
  for (const line of lines.map((text) => JSON.parse(text) as Line)) {
    const isTheirs = line.dbname === database && line.application_name !== benchName
    const text = isTheirs ? textOf(line.message ?? '') : undefined
    if (text === undefined) continue
    const current = open.get(line.pid) ?? { texts: [], wrote: false, endedAt: new Date(0) }
    current.texts.push(text)
    current.wrote ||= (line.txid ?? 0) > 0
    current.endedAt = new Date(line.timestamp)
    const isOpen = /^begin\b/i.test(current.texts[0] ?? '') && !/^(commit|rollback)\b/i.test(text)
    if (isOpen) open.set(line.pid, current)
    else {
      open.delete(line.pid)
      ended.push(current)
    }
  }
  return ended
}

// Parse and bind have lines of their own; what counts is what was executed.
function textOf(message: string): string | undefined {
  const found = /^duration: [\d.]+ ms\s+(?:statement|execute [^:]*): ([\s\S]*)$/.exec(message)
  return found?.[1]?.trim()
}
