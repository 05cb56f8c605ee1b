import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { makeFolder, removeFolder, sweepFolders } from './folder.ts'
import { administer, databaseOf, TEMPLATE } from './scratch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
  }
}

/** One PostgreSQL for the whole run, with a migrated template that `scratch()` copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Its workers belong to the superuser, so that dropping a database they are in is refused.
  const cluster = await startCluster({ autovacuum: 'off' })
  project.provide('adminUrl', cluster.adminUrl)
  return cluster.stop
}

/** The same for a harness outside vitest. */
export async function startCluster(
  settings: Record<string, string> = {},
): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  await sweepFolders()
  const folder = makeFolder()
  const server = await startEmbedded(folder, {
    fsync: false,
    settings: { max_connections: '400', ...settings },
  })
  const adminUrl = databaseOf(server.url, 'postgres')
  const stop = async (): Promise<void> => {
    await server.stop({ force: true })
    removeFolder(folder)
  }
  try {
    await makeTemplate(adminUrl)
  } catch (error) {
    await stop()
    throw error
  }
  return { adminUrl, stop }
}

async function makeTemplate(adminUrl: string): Promise<void> {
  await administer(adminUrl, (sql) => sql`create database ${sql(TEMPLATE)}`)
  await migrate(databaseOf(adminUrl, TEMPLATE))
}
