import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { vi } from 'vitest'
import { startEmbedded } from '../../db/embedded.ts'
import { makeFolder, removeFolder } from '../folder.ts'

export const patient = { timeout: 30_000, interval: 5 }

/** A data folder that others may enter, as most are. */
export function makeHome(): string {
  const home = makeFolder()
  chmodSync(home, 0o755)
  return home
}

/** Stops whatever server still works in `home`, whoever started it. */
export async function quiet(home: string): Promise<void> {
  if (!existsSync(join(home, 'postgres', 'postmaster.pid'))) return
  const server = await startEmbedded(home, { fsync: false })
  await server.stop({ force: true })
}

export async function removeHome(home: string): Promise<void> {
  await quiet(home)
  removeFolder(home)
}

export type Held = {
  process: ChildProcess
  said: Promise<{ url: string; adopted: boolean }>
  numbers: number[]
}

/** A node process of its own that has started the server of `home`; with `insert`, it collects what was acknowledged. */
export function hold(home: string, mode: string[] = [], env: Record<string, string> = {}): Held {
  const program = join(import.meta.dirname, 'embedded-holder.ts')
  const child = spawn(process.execPath, [program, home, ...mode], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const numbers: number[] = []
  const said = new Promise<{ url: string; adopted: boolean }>((resolve, reject) => {
    child.once('exit', () => reject(new Error('it ended before it had started a server')))
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line))
      else numbers.push(Number(line))
    })
  })
  // Not everybody waits for it.
  said.catch(() => undefined)
  return { process: child, said, numbers }
}

export async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await vi.waitUntil(() => child.exitCode !== null || child.signalCode !== null, patient)
}

export async function ask(url: string, question: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await sql.unsafe(question)
  } finally {
    await sql.end()
  }
}
