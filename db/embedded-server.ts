import { statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './embedded-binaries.ts'
import { guiseFor } from './embedded-cluster.ts'
import { explain } from './embedded-error.ts'
import { handOver } from './embedded-guise.ts'
import { freePort } from './embedded-port.ts'
import {
  forgetStranger,
  lives,
  readPostmaster,
  spawnPostgres,
  waitUntilGone,
  waitUntilReady,
} from './embedded-postmaster.ts'

/** Whether a server of this cluster still runs; one that is starting is awaited, and one that is stopping too. */
export async function adoptServer(cluster: string): Promise<boolean> {
  const found = readPostmaster(cluster)
  if (!found || !lives(found, cluster)) return false
  if (found.status !== 'stopping') {
    return await waitUntilReady(cluster, () => !lives(found, cluster))
  }
  await waitUntilGone(cluster, found.pid)
  return false
}

/** Starts it; tries for ten seconds, since the backends of a killed server need a moment to notice and leave. */
export async function startServer(
  cluster: string,
  binaries: Binaries,
  lock: string,
  settings: Record<string, string>,
): Promise<void> {
  const guise = guiseFor(cluster, binaries)
  handOver(lock, guise)
  const log = join(cluster, '..', 'postgres.log')
  shorten(log)
  const before = readPostmaster(cluster)
  if (before) forgetStranger(before, cluster)
  // Whoever outlived a crash still knows the old port, so that one is tried first.
  let wanted = before?.port
  for (const deadline = Date.now() + 10_000; ; await pause(100)) {
    const port = await freePort(wanted)
    const server = spawnPostgres(binaries, guise, cluster, { ...ours, port: String(port), ...settings }, log)
    if (await waitUntilReady(cluster, server.exited)) return
    const output = server.output()
    const isTaken = PORT_TAKEN.test(output)
    if (Date.now() > deadline || !(isTaken || STILL_LEAVING.test(output))) {
      throw explain('Starting PostgreSQL', cluster, output)
    }
    if (isTaken) wanted = undefined
  }
}

export const reckless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

const ours = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  // What a killed server leaves is then in its own folder, not in /dev/shm, which containers keep small.
  dynamic_shared_memory_type: 'mmap',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // People's words and passwords stand in statements and details: neither goes to the log.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

const PORT_TAKEN = /could not bind|could not create any TCP/
const STILL_LEAVING = /postmaster\.pid" already exists|shared memory block/

function shorten(log: string): void {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) truncateSync(log)
}
