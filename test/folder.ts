import { mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopPostmaster } from '../db/embedded-postmaster.ts'

/** An empty folder for this process; in memory where there is plenty and TMPDIR does not say otherwise, since a database is made many times faster there. */
export function makeFolder(): string {
  const root = !process.env.TMPDIR && hasPlenty(MEMORY) ? MEMORY : tmpdir()
  return mkdtempSync(join(root, `${PREFIX}${process.pid}-`))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}

/** Clears away the folders of killed processes, with the database servers that still run in them, an hour later. */
export async function sweepFolders(): Promise<void> {
  for (const folder of [tmpdir(), MEMORY].flatMap(listFolders)) {
    const found = statSync(folder, { throwIfNoEntry: false })
    const isOurs = found !== undefined && found.uid === process.getuid?.()
    if (!isOurs || Date.now() - found.mtimeMs < 3_600_000 || isInUse(folder)) continue
    await stopPostmaster(join(folder, 'postgres'))
    removeFolder(folder)
  }
}

const PREFIX = 'dispatch-test-'
const MEMORY = '/dev/shm'

function hasPlenty(root: string): boolean {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return false
  const { bavail, bsize } = statfsSync(root)
  return bavail * bsize > 2_000_000_000
}

function listFolders(root: string): string[] {
  if (!statSync(root, { throwIfNoEntry: false })) return []
  return readdirSync(root)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(root, name))
}

function isInUse(folder: string): boolean {
  const pid = Number(folder.slice(folder.indexOf(PREFIX) + PREFIX.length).split('-')[0])
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
