import { readdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../db/embedded.ts'
import { stopPostmaster } from '../db/embedded-postmaster.ts'
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
  const stop = async (): Promise<void> => {
    await server.stop({ force: true })
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
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

/** Clears away what our killed runs left behind, servers too, once it is a day old. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name)
    const found = statSync(folder, { throwIfNoEntry: false })
    const isOurs = found !== undefined && found.uid === process.getuid?.()
    if (!isOurs || Date.now() - found.mtimeMs < 86_400_000) continue
    await stopPostmaster(join(folder, 'postgres'))
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
