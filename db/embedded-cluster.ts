import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './embedded-binaries.ts'
import { EmbeddedError, explain } from './embedded-error.ts'
import { type Guise, takeGuise } from './embedded-guise.ts'

export const OWNER = 'dispatch'

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
  const half = `${cluster}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  const guise = takeGuise(binaries, half)
  const secret = join(half, 'secret')
  writeFileSync(secret, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
  if (guise.ids.uid !== undefined) lchownSync(secret, guise.ids.uid, guise.ids.gid ?? guise.ids.uid)
  const data = join(half, 'data')
  await initdb(binaries, guise, data, secret, fsync)
  renameSync(secret, secretOf(data))
  renameSync(data, cluster)
  rmSync(half, { recursive: true })
}

/** The guise to run an existing cluster under, after a look at who made it and with which version. */
export function guiseFor(cluster: string, binaries: Binaries): Guise {
  const guise = takeGuise(binaries, cluster)
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (made === guise.version) return guise
  throw new EmbeddedError(
    `The data in ${cluster} was written by PostgreSQL ${made}, but version ${guise.version} comes along: set DATA_DIR to a new folder, or run that version yourself and set DATABASE_URL.`,
  )
}

export function urlOf(cluster: string, port: number, database: string): string {
  const secret = readFileSync(secretOf(cluster), 'utf8').trim()
  return `postgres://${OWNER}:${secret}@127.0.0.1:${port}/${database}`
}

function secretOf(cluster: string): string {
  return join(cluster, 'dispatch.secret')
}

async function initdb(
  binaries: Binaries,
  guise: Guise,
  data: string,
  secret: string,
  fsync: boolean,
): Promise<void> {
  const options = ['-D', data, '-U', OWNER, `--pwfile=${secret}`, '-A', 'scram-sha-256', '-E', 'UTF8']
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const speed = fsync ? [] : ['--no-sync']
  const [program = '', ...args] = [
    ...guise.prefix,
    binaries.initdb,
    ...options,
    ...locale,
    ...speed,
    '--no-instructions',
  ]
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
  if (code !== 0) throw explain('Making the database', data, errors)
}
