import { mkdirSync, realpathSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Binaries, findBinaries } from './embedded-binaries.ts'
import { guiseFor, hasCluster, makeCluster, OWNER, urlOf } from './embedded-cluster.ts'
import { EmbeddedError, explain } from './embedded-error.ts'
import { withLock } from './embedded-lock.ts'
import {
  forgetStranger,
  lives,
  readPostmaster,
  spawnPostgres,
  stopPostmaster,
  waitUntilGone,
  waitUntilReady,
} from './embedded-postmaster.ts'
import { countOthers, ensureDatabase } from './embedded-session.ts'

export type EmbeddedOptions = {
  settings?: Record<string, string>
  say?: (line: string) => void
  fsync?: boolean
}

export type Embedded = {
  url: string
  port: number
  adopted: boolean
  /** Stops the server, adopted or not, unless others are still connected a second later; end your own pool first. `force` cuts them off. */
  stop(options?: { force?: boolean }): Promise<void>
}

/** A PostgreSQL of our own with its data in `dir/postgres`, started or, if it still runs, taken over; throws EmbeddedError. */
export async function startEmbedded(dir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const home = makeHome(dir)
  try {
    return await withLock(join(home, 'postgres.lock'), () => startOrAdopt(home, options))
  } catch (error) {
    throw explain('Starting PostgreSQL', home, error)
  }
}

function makeHome(dir: string): string {
  try {
    mkdirSync(dir, { recursive: true })
    return realpathSync(dir)
  } catch (error) {
    throw explain('Making the data folder', dir, error)
  }
}

async function startOrAdopt(home: string, options: EmbeddedOptions): Promise<Embedded> {
  const cluster = join(home, 'postgres')
  const say = options.say ?? (() => {})
  const adopted = await adopt(cluster)
  if (!adopted) {
    const binaries = findBinaries(home)
    if (!hasCluster(cluster)) {
      say(`Making a PostgreSQL database in ${cluster} (once).`)
      await makeCluster(cluster, binaries, options.fsync ?? true)
    }
    await start(home, cluster, binaries, options)
  }
  const port = readPostmaster(cluster)?.port ?? 0
  await ensureDatabase(urlOf(cluster, port, 'postgres'), cluster)
  say(`PostgreSQL ${adopted ? 'was still running and is taken over' : 'runs'} on 127.0.0.1:${port}.`)
  return {
    url: urlOf(cluster, port, OWNER),
    port,
    adopted,
    stop: (how) => stop(home, cluster, port, say, how),
  }
}

async function adopt(cluster: string): Promise<boolean> {
  const found = readPostmaster(cluster)
  if (!found || !lives(found, cluster)) return false
  if (found.status === 'stopping') {
    await waitUntilGone(cluster, found.pid)
    return false
  }
  const gone = () => !lives(found, cluster)
  return await waitUntilReady(cluster, gone, Date.now() + 60_000)
}

/** Tries for ten seconds, since backends of a killed server need a moment to notice and leave. */
async function start(
  home: string,
  cluster: string,
  binaries: Binaries,
  options: EmbeddedOptions,
): Promise<void> {
  const guise = guiseFor(cluster, binaries)
  const log = join(home, 'postgres.log')
  shorten(log)
  const before = readPostmaster(cluster)
  if (before) forgetStranger(before, cluster)
  const deadline = Date.now() + 10_000
  for (let port = await freePort(before?.port); ; port = await freePort()) {
    const server = spawnPostgres(binaries, guise, cluster, settingsFor(port, options), log)
    if (await waitUntilReady(cluster, server.exited, Date.now() + 600_000)) return
    const output = server.output()
    if (!PASSING.test(output) || Date.now() > deadline) throw explain('Starting PostgreSQL', cluster, output)
    await pause(100)
  }
}

const PASSING = /postmaster\.pid" already exists|shared memory block|could not bind|could not create any TCP/

function settingsFor(port: number, options: EmbeddedOptions): Record<string, string> {
  const reckless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(options.fsync === false && reckless),
    ...options.settings,
  }
}

async function stop(
  home: string,
  cluster: string,
  port: number,
  say: (line: string) => void,
  how: { force?: boolean } = {},
): Promise<void> {
  await withLock(join(home, 'postgres.lock'), async () => {
    const found = readPostmaster(cluster)
    if (found?.port !== port || !lives(found, cluster)) return
    const others = how.force ? 0 : await countOthers(urlOf(cluster, port, 'postgres'))
    if (others > 0) return say(`PostgreSQL keeps running: ${others} connections still use it.`)
    await stopPostmaster(cluster)
  })
}

function shorten(log: string): void {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) truncateSync(log)
}

async function freePort(wanted = 0): Promise<number> {
  const server = createServer()
  return await new Promise((resolve, reject) => {
    server.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort())))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address === null || typeof address === 'string')
          reject(new EmbeddedError('No free port on 127.0.0.1.'))
        else resolve(address.port)
      })
    })
  })
}
