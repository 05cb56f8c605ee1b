import { execFileSync, spawnSync } from 'node:child_process'
import { lchownSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import type { Binaries } from './embedded-binaries.ts'
import { EmbeddedError } from './embedded-error.ts'

/** As whom PostgreSQL runs, since it refuses to run as root. */
export type Guise = { prefix: string[]; ids: { uid?: number; gid?: number }; version: string }

/** Gives what root made for the server to the user it runs as, so that this user may start it later without root. */
export function handOver(path: string, { ids }: Candidate): void {
  if (ids.uid !== undefined) lchownSync(path, ids.uid, ids.gid ?? ids.uid)
}

type Candidate = Omit<Guise, 'version'>

/** The first guise under which the programs run and `folder` can be worked in; `folder` belongs to it afterwards. */
export function takeGuise(binaries: Binaries, folder: string): Guise {
  const reasons: string[] = []
  for (const candidate of candidates(folder)) {
    const version = tryGuise(candidate, binaries, folder, reasons)
    if (version) return { ...candidate, version }
  }
  throw new EmbeddedError(refusal(folder, reasons.at(-1) ?? ''), { cause: reasons.join('\n') })
}

function candidates(folder: string): Candidate[] {
  if (process.getuid?.() !== 0) return hasName() ? [self] : [mapped, self]
  const nobody = { prefix: [], ids: { uid: idOf('-u'), gid: idOf('-g') } }
  const isNew = readdirSync(folder).length === 0
  const owner = isNew ? nearestOwner(dirname(folder)) : ownerOf(folder)
  if (isNew) return owner ? [nobody, owner, mapped] : [nobody, mapped]
  return owner ? [owner, nobody, mapped] : [mapped, nobody]
}

/** Who closed the way to `folder`, if it was an ordinary user: root without its powers cannot enter there, that user can. */
function nearestOwner(folder: string): Candidate | undefined {
  return ownerOf(folder) ?? (folder === dirname(folder) ? undefined : nearestOwner(dirname(folder)))
}

function ownerOf(folder: string): Candidate | undefined {
  const { uid, gid } = statSync(folder)
  return uid === 0 ? undefined : { prefix: [], ids: { uid, gid } }
}

const self: Candidate = { prefix: [], ids: {} }

/** Root (or a user without a name) dressed as nobody: for folders that the real nobody may not enter. */
const mapped: Candidate = {
  prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'],
  ids: {},
}

function tryGuise(
  candidate: Candidate,
  binaries: Binaries,
  folder: string,
  reasons: string[],
): string | undefined {
  try {
    own(folder, candidate)
  } catch (error) {
    reasons.push(String(error))
    return undefined
  }
  const probe = 'test -w "$2" && test -x "$2" && test -r "$1" && exec "$0" --version'
  const [program = 'sh', ...args] = [
    ...candidate.prefix,
    'sh',
    '-c',
    probe,
    binaries.postgres,
    binaries.initdb,
    folder,
  ]
  const run = spawnSync(program, args, { ...candidate.ids, env: binaries.env, cwd: '/', encoding: 'utf8' })
  const version = /PostgreSQL\) (\d+)/.exec(run.stdout ?? '')?.[1]
  if (!version) reasons.push(run.error?.message ?? run.stderr)
  return version
}

function own(folder: string, candidate: Candidate): void {
  if (process.getuid?.() !== 0) return
  const { uid = 0, gid = 0 } = candidate.ids
  if (lstatSync(folder).uid === uid) return
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(folder, entry), uid, gid)
  }
  lchownSync(folder, uid, gid)
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

function idOf(flag: '-u' | '-g'): number {
  try {
    return Number(
      execFileSync('id', [flag, 'nobody'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
  } catch {
    return 65534
  }
}

function refusal(folder: string, reason: string): string {
  if (process.getuid?.() === 0) {
    return `PostgreSQL does not run as root, and neither "nobody" nor a user namespace can work in ${folder}: start as an ordinary user, move the folder to where others may enter, or set DATABASE_URL.${quoted(reason)}`
  }
  return `The PostgreSQL that comes along cannot run here for ${folder} (it needs glibc, and the folder must be this user's): set DATABASE_URL to one of yours, or DATA_DIR to another folder.${quoted(reason)}`
}

function quoted(reason: string): string {
  const line = reason.trim().split('\n').at(-1)
  return line ? ` (${line})` : ''
}
