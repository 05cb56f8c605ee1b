import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Binaries } from './embedded-binaries.ts'
import { EmbeddedError, explain } from './embedded-error.ts'
import { type Guise, handOver, takeGuise } from './embedded-guise.ts'

/** Whether `cluster` holds a whole one; refuses a folder that is something else. */
export function hasCluster(cluster: string): boolean {
  if (existsSync(join(cluster, 'PG_VERSION'))) return true
  if (!existsSync(cluster) || readdirSync(cluster).length === 0) return false
  throw new EmbeddedError(
    `${cluster} holds files but no PostgreSQL data: move it away, or set DATA_DIR to another folder.`,
  )
}

/** Makes the cluster beside its place and moves it there whole, so that a crash leaves nothing half made. */
export async function makeCluster(cluster: string, binaries: Binaries, fsync: boolean): Promise<void> {
  // A new name each time: the initdb of a killed process may still be writing to the last one.
  const half = mkdtempSync(`${cluster}.new-`)
  try {
    const data = join(half, 'data')
    await fillCluster(half, data, binaries, fsync)
    renameSync(data, cluster)
    flush(dirname(cluster))
  } finally {
    await rm(half, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** Removes what starts that were killed half way have left beside the cluster. */
export async function clearHalves(cluster: string): Promise<void> {
  for (const name of readdirSync(dirname(cluster))) {
    if (!name.startsWith(`${basename(cluster)}.new-`)) continue
    await rm(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 10 })
  }
}

/** The guise to run an existing cluster under, after a look at which version wrote it. */
export function guiseFor(cluster: string, binaries: Binaries): Guise {
  const guise = takeGuise(binaries, cluster)
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (made !== guise.version) {
    throw new EmbeddedError(
      `The data in ${cluster} was written by PostgreSQL ${made}, but version ${guise.version} comes along: set DATA_DIR to a new folder, or run that version yourself and set DATABASE_URL.`,
    )
  }
  // Volumes of some orchestrators open every folder to a group, which PostgreSQL refuses.
  chmodSync(cluster, 0o700)
  return guise
}

/** The passwords of the superuser `postgres` and of our own role, which may do nothing outside its databases. */
export function readPasswords(cluster: string): { superuser: string; dispatch: string } {
  const [superuser = '', dispatch = ''] = readFileSync(passwordsOf(cluster), 'utf8').split('\n')
  return { superuser, dispatch }
}

function passwordsOf(folder: string): string {
  return join(folder, 'dispatch.passwords')
}

function newPassword(): string {
  return randomBytes(24).toString('hex')
}

function flush(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

async function fillCluster(half: string, data: string, binaries: Binaries, fsync: boolean): Promise<void> {
  const guise = takeGuise(binaries, half)
  const passwords = passwordsOf(half)
  writeFileSync(passwords, `${newPassword()}\n${newPassword()}\n`, { mode: 0o600 })
  handOver(passwords, guise)
  await initdb(binaries, guise, data, passwords, fsync)
  flush(passwords)
  renameSync(passwords, passwordsOf(data))
  flush(data)
}

async function initdb(
  binaries: Binaries,
  guise: Guise,
  data: string,
  passwords: string,
  fsync: boolean,
): Promise<void> {
  const access = ['-U', 'postgres', `--pwfile=${passwords}`, '-A', 'scram-sha-256']
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const flags = ['-D', data, ...access, ...locale, '--no-instructions', ...(fsync ? [] : ['--no-sync'])]
  const [program = '', ...args] = [...guise.prefix, binaries.initdb, ...flags]
  const child = spawn(program, args, {
    ...guise.ids,
    env: binaries.env,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw explain('Making the database', data, hasRoom(dirname(data)) ? errors : 'ENOSPC')
}

/** A new cluster takes 40 MB; initdb does not always say that there was less. */
function hasRoom(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > 60_000_000
}
