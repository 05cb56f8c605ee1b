import { execFileSync, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './embedded-binaries.ts'
import { EmbeddedError } from './embedded-error.ts'
import { type Guise, handOver } from './embedded-guise.ts'

export type Postmaster = { pid: number; port: number; status: string }

/** What `postmaster.pid` says, whether or not that process still lives. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const lines = unlessGone('ENOENT', () => readFileSync(pidFile(cluster), 'utf8').split('\n'))
  if (!lines) return undefined
  const [pid, , , port, , , , status] = lines
  return { pid: Number(pid), port: Number(port), status: (status ?? '').trim() }
}

// A server that stops takes its file and its process away at any instant.
function unlessGone<T>(code: string, act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === code) return undefined
    throw error
  }
}

/** Whether the process of `postmaster.pid` is alive and works on this cluster. */
export function lives(postmaster: Postmaster, cluster: string): boolean {
  const words = readCommand(postmaster.pid)
  const data = words[words.indexOf('-D') + 1]
  return words.includes('-D') && data !== undefined && isSame(data, cluster)
}

/** Removes a pid file whose process id now belongs to a stranger, which PostgreSQL itself would take for its own kind. */
export function forgetStranger(postmaster: Postmaster, cluster: string): void {
  const [first] = readCommand(postmaster.pid)
  if (first !== undefined && !first.includes('postgres')) rmSync(pidFile(cluster), { force: true })
}

/** False once `exited` says so, or after ten minutes (recovery after a crash may take long). */
export async function waitUntilReady(cluster: string, exited: () => boolean): Promise<boolean> {
  const deadline = Date.now() + 600_000
  while (Date.now() < deadline) {
    const found = readPostmaster(cluster)
    if (found?.status === 'ready' && lives(found, cluster)) return true
    if (exited()) return false
    await pause(10)
  }
  return false
}

/** Fast shutdown: clients are cut, everything is flushed, nothing is lost. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const found = readPostmaster(cluster)
  if (!found || !lives(found, cluster)) return
  unlessGone('ESRCH', () => process.kill(found.pid, 'SIGINT'))
  await waitUntilGone(cluster, found.pid)
}

export async function waitUntilGone(cluster: string, pid: number): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const found = readPostmaster(cluster)
    if (found?.pid !== pid || !lives(found, cluster)) return
    if (Date.now() > deadline)
      throw new EmbeddedError(`PostgreSQL (process ${pid}) has not stopped in a minute.`)
    await pause(10)
  }
}

/** Starts it apart from this process and its terminal; it writes to `log`. */
export function spawnPostgres(
  binaries: Binaries,
  guise: Guise,
  cluster: string,
  settings: Record<string, string>,
  log: string,
): { exited: () => boolean; output: () => string } {
  const from = existsSync(log) ? statSync(log).size : 0
  const sink = openSync(log, 'a', 0o600)
  handOver(log, guise)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [program = '', ...args] = [...guise.prefix, binaries.postgres, '-D', cluster, ...flags]
  const stdio = ['ignore', sink, sink] as const
  const child = spawn(program, args, {
    ...guise.ids,
    env: binaries.env,
    cwd: '/',
    detached: true,
    stdio: [...stdio],
  })
  closeSync(sink)
  let failure = ''
  child.once('error', (error) => {
    failure = error.message
  })
  child.unref()
  return {
    exited: () => failure !== '' || child.exitCode !== null || child.signalCode !== null,
    output: () => failure || readFileSync(log).subarray(from).toString(),
  }
}

function pidFile(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

function readCommand(pid: number): string[] {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
    }
    const line = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    const [, program, data] = /^(.*) -D (.*?) -c /.exec(line) ?? []
    return program && data ? [program, '-D', data] : [line]
  } catch {
    return []
  }
}

function isSame(data: string, cluster: string): boolean {
  try {
    return realpathSync(data) === realpathSync(cluster)
  } catch {
    return false
  }
}
