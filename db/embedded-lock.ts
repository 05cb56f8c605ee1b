import { accessSync, constants } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedError } from './embedded-error.ts'

/** Runs `work` while no other process on this machine runs its own under the same file; a killed holder lets go at once. */
export async function withLock<T>(file: string, work: () => Promise<T>, patienceMs = 90_000): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    // SQLite falls back to reading what it may not write, and then two could hold the lock.
    accessSync(file, constants.W_OK)
    await take(lock, file, Date.now() + patienceMs)
    return await work()
  } finally {
    lock.close()
  }
}

async function take(lock: DatabaseSync, file: string, deadline: number): Promise<void> {
  while (!tryTake(lock)) {
    if (Date.now() > deadline)
      throw new EmbeddedError(`Another process has held ${file} for too long: end it.`)
    await pause(20)
  }
}

function tryTake(lock: DatabaseSync): boolean {
  try {
    // The kernel drops SQLite's file lock with the process, so no lock can outlive a kill.
    lock.exec('pragma journal_mode = memory; begin exclusive')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false
    throw error
  }
}

const SQLITE_BUSY = 5
