import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type Database = PostgresJsDatabase
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0]
/** Either of the two: for questions that may also be asked inside a transaction. */
export type Reader = Database | Tx

export interface Connection {
  db: Database
  /** Calls `wake` whenever a verb has left something to do, and each time the connection is there anew. */
  listen(wake: () => void): Promise<void>
  close(): Promise<void>
}

/** How soon after a failure the next connection is tried. */
const reconnectSeconds = 0.5

/** A process that stands still in the middle of a transaction keeps its locks from the others no longer than a lease. */
const frozenMs = 5_000

export const channelOfWork = 'dispatch_work'

/** Opens a pool; nothing is connected until the first statement. `max` is how many sessions it may hold. */
export function connect(url: string, max = 10): Connection {
  const client = postgres(url, {
    max,
    onnotice: () => undefined,
    connect_timeout: 5,
    connection: {
      ...{ application_name: 'dispatch', TimeZone: 'UTC', plan_cache_mode: 'force_generic_plan' },
      idle_in_transaction_session_timeout: frozenMs,
    },
    max_lifetime: null,
    backoff: () => reconnectSeconds,
  })
  prepareAll(client)
  return {
    db: drizzle({ client }),
    async listen(wake) {
      await client.listen(channelOfWork, wake, wake)
    },
    close: () => client.end({ timeout: 5 }),
  }
}

// Drizzle does not prepare raw statements, and the driver then asks the server to describe each one first.
function prepareAll(client: Pick<postgres.Sql, 'unsafe'> & Partial<Pick<postgres.Sql, 'begin'>>): void {
  const { unsafe, begin } = client
  client.unsafe = (query, params, options) => unsafe(query, params, { ...options, prepare: true })
  if (begin)
    client.begin = ((body: (tx: postgres.TransactionSql) => unknown) =>
      begin((tx) => {
        prepareAll(tx)
        return body(tx)
      })) as typeof begin
}

const away = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // SQLSTATE: shutting down, crashed, starting up, idle too long, connection failures, too many connections, out of
  // memory or disk, read-only after a fail-over, deadlock, serialization.
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  '08000',
  '08001',
  '08003',
  '08006',
  '53300',
  '53200',
  '53100',
  '25006',
  '40001',
  '40P01',
])

/** Whether the database was not there, or let go of the transaction: what was begun may be tried again later. */
export function isAway(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string' && away.has(at.code)) return true
  return false
}
