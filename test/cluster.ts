import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { administer, databaseOf, TEMPLATE } from './scratch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
  }
}

/** One PostgreSQL for the whole run, with a migrated template that `scratch()` copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster()
  project.provide('adminUrl', cluster.adminUrl)
  return cluster.stop
}

/** The same for a harness outside vitest. */
export async function startCluster(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  await sweep()
  const folder = await mkdtemp(join(tmpdir(), PREFIX))
  const server = await startEmbedded(folder, { fsync: false })
  const adminUrl = databaseOf(server.url, 'postgres')
  const stop = async () => {
    await server.stop({ force: true })
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await makeTemplate(adminUrl)
  } catch (error) {
    await stop()
    throw error
  }
  return { adminUrl, stop }
}

const PREFIX = 'dispatch-test-'

async function makeTemplate(adminUrl: string): Promise<void> {
  await administer(adminUrl, (sql) => sql`create database ${sql(TEMPLATE)}`)
  await migrate(databaseOf(adminUrl, TEMPLATE))
}

/** Clears away what killed runs left behind, once it is a day old. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const folder = join(tmpdir(), name)
    const age = Date.now() - (await stat(folder)).mtimeMs
    if (age > 86_400_000) await rm(folder, { recursive: true, force: true })
  }
}
