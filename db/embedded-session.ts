import { realpathSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { OWNER } from './embedded-cluster.ts'
import { EmbeddedError } from './embedded-error.ts'

/** Makes our database if it is not there; also the proof that the server of that port works on `cluster`. */
export async function ensureDatabase(url: string, cluster: string): Promise<void> {
  await withSession(url, async (sql) => {
    const [server] = await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`
    if (!server || realpathSync(server.folder) !== realpathSync(cluster)) {
      throw new EmbeddedError(
        `Another PostgreSQL answers on the port of ${cluster}: stop it and start again.`,
      )
    }
    const found = await sql`select from pg_database where datname = ${OWNER}`
    if (found.length === 0) await sql`create database ${sql(OWNER)}`
  })
}

/** How many clients besides this one are connected, after a second for those that are just leaving. */
export async function countOthers(url: string): Promise<number> {
  const deadline = Date.now() + 1_000
  return await withSession(url, async (sql) => {
    for (;;) {
      const [{ others } = { others: 0 }] = await sql<{ others: number }[]>`
        select count(*)::int as others from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()`
      if (others === 0 || Date.now() > deadline) return others
      await pause(20)
    }
  })
}

async function withSession<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}
