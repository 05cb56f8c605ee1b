import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'

export type Scratch = { url: string; drop(): Promise<void> }

export const TEMPLATE = 'dispatch_template'

/** A migrated database of its own for one test file, on the cluster of this vitest run. */
export async function scratch(): Promise<Scratch> {
  return await scratchFrom(inject('adminUrl'))
}

/** The same for a harness outside vitest: `adminUrl` reaches a server that has the template. */
export async function scratchFrom(adminUrl: string): Promise<Scratch> {
  const name = `scratch_${randomBytes(6).toString('hex')}`
  await administer(
    adminUrl,
    (sql) => sql`create database ${sql(name)} template ${sql(TEMPLATE)} strategy wal_log`,
  )
  return {
    url: databaseOf(adminUrl, name),
    drop: () => administer(adminUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`),
  }
}

export function databaseOf(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

export async function administer(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}
