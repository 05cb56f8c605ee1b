import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { findBinaries } from './embedded-binaries.ts'
import { clearHalves, hasCluster, makeCluster } from './embedded-cluster.ts'
import { EmbeddedError, explain } from './embedded-error.ts'
import { withLock } from './embedded-lock.ts'
import { lives, readPostmaster, stopPostmaster } from './embedded-postmaster.ts'
import { adoptServer, reckless, startServer } from './embedded-server.ts'
import { countClients, ensureDatabase } from './embedded-session.ts'

/** `settings` and `fsync` hold for a server that is started; one that is taken over keeps its own. */
export type EmbeddedOptions = {
  settings?: Record<string, string>
  say?: (line: string) => void
  fsync?: boolean
}

export type Embedded = {
  url: string
  port: number
  adopted: boolean
  /** Stops the server, started or adopted, unless others are still connected a second later; so end your own pool first. `force` cuts them off. */
  stop(options?: { force?: boolean }): Promise<void>
}

/** A PostgreSQL of our own with its data in `dir/postgres`, started or, if it still runs, taken over; throws EmbeddedError. */
export async function startEmbedded(dir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const home = makeHome(dir)
  try {
    return await withLock(lockOf(home), () => startOrAdopt(home, options))
  } catch (error) {
    throw explain('Starting PostgreSQL', home, error)
  }
}

function makeHome(dir: string): string {
  try {
    mkdirSync(dir, { recursive: true })
    return realpathSync(dir)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause
    throw new EmbeddedError(`The data folder ${dir} cannot be made (${reason}): set DATA_DIR to another.`, {
      cause,
    })
  }
}

function lockOf(home: string): string {
  return join(home, 'postgres.lock')
}

async function startOrAdopt(home: string, options: EmbeddedOptions): Promise<Embedded> {
  const cluster = join(home, 'postgres')
  const say = options.say ?? (() => undefined)
  const adopted = await adoptServer(cluster)
  if (!adopted) await start(home, cluster, say, options)
  const port = readPostmaster(cluster)?.port ?? 0
  const url = await ensureDatabase(cluster, port)
  say(`PostgreSQL ${adopted ? 'was still running and is taken over' : 'runs'} on 127.0.0.1:${port}.`)
  return {
    url,
    port,
    adopted,
    stop: (how) => withLock(lockOf(home), () => stop(cluster, port, say, how?.force ?? false)),
  }
}

async function start(
  home: string,
  cluster: string,
  say: (line: string) => void,
  { settings, fsync = true }: EmbeddedOptions,
): Promise<void> {
  const binaries = findBinaries(home)
  if (!hasCluster(cluster)) {
    say(`Making a PostgreSQL database in ${cluster}, once.`)
    await makeCluster(cluster, binaries, fsync)
  }
  await clearHalves(cluster)
  await startServer(cluster, binaries, lockOf(home), { ...(!fsync && reckless), ...settings })
}

async function stop(
  cluster: string,
  port: number,
  say: (line: string) => void,
  force: boolean,
): Promise<void> {
  const found = readPostmaster(cluster)
  if (found?.port !== port || !lives(found, cluster)) return
  const clients = force ? 0 : await countClients(cluster, port)
  if (clients === 0) await stopPostmaster(cluster)
  else say(`PostgreSQL keeps running: ${clients} connections still use it.`)
}
