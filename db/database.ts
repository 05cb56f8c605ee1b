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

export const channelOfWork = 'dispatch_work'

/** Opens a pool; nothing is connected until the first statement. `max` is how many sessions it may hold. */
export function connect(url: string, max = 10): Connection {
  const client = postgres(url, {
    max,
    onnotice: () => undefined,
    connect_timeout: 5,
    connection: { application_name: 'dispatch', TimeZone: 'UTC' },
    max_lifetime: null,
  })
  return {
    db: drizzle({ client }),
    async listen(wake) {
      await client.listen(channelOfWork, wake, wake)
    },
    close: () => client.end({ timeout: 5 }),
  }
}
