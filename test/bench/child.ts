import { type ChildProcess, spawn } from 'node:child_process'
import { childEnv } from '../../db/env.ts'

export interface Child {
  /** Sends a message and waits for the next one back. */
  ask<T>(message: object): Promise<T>
  /** Rejects when the process ends unasked. */
  readonly lost: Promise<never>
  stop(): Promise<void>
}

const patienceMs = 15_000

/** Starts a process of its own, as `npm start` does. */
export function startChild(name: string, file: string, args: string[], env: Record<string, string>): Child {
  const child = spawn(process.execPath, [file, ...args], {
    env: childEnv(env),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  let stopping = false
  const lost = ended.then(() => (stopping ? new Promise<never>(() => undefined) : Promise.reject(gone(name))))
  lost.catch(() => undefined)
  return {
    lost,
    // What answers is a program of this folder, which the asker names the type of.
    ask: <T>(message: object) => Promise.race([lost, answerTo(child, name, message) as Promise<T>]),
    async stop() {
      stopping = true
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await ended
      clearTimeout(impatience)
    },
  }
}

function answerTo(child: ChildProcess, name: string, message: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} did not answer`)), patienceMs)
    child.once('message', (answer) => {
      clearTimeout(timer)
      resolve(answer)
    })
    child.send(message, (error) => error && reject(error))
  })
}

function gone(name: string): Error {
  return new Error(`${name} ended by itself`)
}
