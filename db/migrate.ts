import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as run } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** Brings the database at `url` up to date. Any number of processes may call it at once: one migrates, the others wait. */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 10 })
  try {
    // The lock belongs to the session, so the pool holds exactly one.
    await client`select pg_advisory_lock(hashtext('dispatch:migrate'))`
    await run(drizzle({ client }), { migrationsFolder: join(import.meta.dirname, 'migrations') })
  } finally {
    await client.end()
  }
}
