import { realpathSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { readPasswords } from './embedded-cluster.ts'
import { EmbeddedError } from './embedded-error.ts'

/** Makes our role and database where they are missing, and returns the address to reach them by. */
export async function ensureDatabase(cluster: string, port: number): Promise<string> {
  const password = readPasswords(cluster).dispatch
  await asSuperuser(cluster, port, async (sql) => {
    await recognise(sql, cluster)
    const roles = await sql`select from pg_roles where rolname = 'dispatch'`
    if (roles.length === 0) await sql.unsafe(`create role dispatch login createdb password '${password}'`)
    const databases = await sql`select from pg_database where datname = 'dispatch'`
    if (databases.length === 0) await sql`create database dispatch owner dispatch`
  })
  return `postgres://dispatch:${password}@127.0.0.1:${port}/dispatch`
}

/** How many clients are connected, after a second for those that are just leaving. */
export async function countClients(cluster: string, port: number): Promise<number> {
  const deadline = Date.now() + 1_000
  return await asSuperuser(cluster, port, async (sql) => {
    for (;;) {
      const [{ clients } = { clients: 0 }] = await sql<{ clients: number }[]>`
        select count(*)::int as clients from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()`
      if (clients === 0 || Date.now() > deadline) return clients
      await pause(20)
    }
  })
}

async function recognise(sql: postgres.Sql, cluster: string): Promise<void> {
  const [server] = await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`
  if (server && realpathSync(server.folder) === realpathSync(cluster)) return
  throw new EmbeddedError(`Another PostgreSQL answers on the port of ${cluster}: stop it and start again.`)
}

async function asSuperuser<T>(
  cluster: string,
  port: number,
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database: 'postgres',
    password: readPasswords(cluster).superuser,
    max: 1,
    connect_timeout: 10,
    onnotice: () => undefined,
  })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}
