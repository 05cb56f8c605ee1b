import { type ChildProcess, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { childEnv } from '../../db/env.ts'

export interface Member {
  kind: 'app' | 'jobs'
  name: string
  /** SIGKILL; false where it is not there to be killed. */
  kill(): boolean
  /** How often it ended although nobody killed it. */
  ownEnds(): number
  stop(): Promise<void>
}

interface Options {
  name: string
  kind: Member['kind']
  env: Record<string, string>
  /** A module that is loaded first. */
  first: string | undefined
  logFile: string
  /** Told what the process says to its parent. */
  told: (message: unknown) => void
}

const root = join(import.meta.dirname, '../..')
const restMs = 300

/** Runs one real process of the product, and starts it again at once whenever it ends, as any supervisor would. */
export function supervise({ name, kind, env, first, logFile, told }: Options): Member {
  const log = openSync(logFile, 'a')
  let child: ChildProcess
  let stopping = false
  let struck = false
  let ownEnds = 0
  let ended = Promise.withResolvers<void>()
  run()
  return {
    kind,
    name,
    kill() {
      if (struck) return false
      struck = child.kill('SIGKILL')
      return struck
    },
    ownEnds: () => ownEnds,
    stop() {
      stopping = true
      child.kill('SIGKILL')
      return ended.promise
    },
  }

  function run(): void {
    struck = false
    ended = Promise.withResolvers()
    const before = first ? ['--import', first] : []
    child = spawn(process.execPath, [...before, join(root, kind, 'main.ts')], {
      cwd: root,
      env: childEnv(env),
      stdio: ['ignore', log, log, 'ipc'],
    })
    child.on('message', told)
    child.once('exit', () => {
      if (!stopping && !struck) ownEnds++
      if (stopping) ended.resolve()
      else if (struck) run()
      else setTimeout(() => (stopping ? ended.resolve() : run()), restMs)
    })
  }
}
