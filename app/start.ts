import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { seedFromFile } from '../db/configuration/seed.ts'
import type { Embedded } from '../db/embedded.ts'
import { keepEmbedded } from '../db/embedded-watch.ts'
import { childEnv, readEnv } from '../db/env.ts'
import { createLog } from '../db/log.ts'
import { migrate } from '../db/migrate.ts'
import { runProcess, wrongSetting } from '../db/process.ts'

/** How long a process that ended at once is left before it is started again. */
const restPauseMs = 1_000

await runProcess(async () => {
  const env = readEnv()
  const log = createLog(env.LOG_LEVEL, 'start')
  let embedded: Embedded | undefined
  if (!env.DATABASE_URL) embedded = await keepEmbedded(env.DATA_DIR, { say: (line) => log.info(line) })
  const url = env.DATABASE_URL ?? embedded?.url ?? ''
  await migrate(url)
  await seedFromFile(url)
  const app = supervise('app', join(import.meta.dirname, 'main.ts'), {
    DATABASE_URL: url,
    PORT: String(env.PORT),
  })
  const jobs = supervise('jobs', join(import.meta.dirname, '../jobs/main.ts'), {
    DATABASE_URL: url,
    PORT: '0',
  })
  return { log, stop }

  async function stop(): Promise<void> {
    await Promise.all([app.stop(), jobs.stop()])
    await embedded?.stop()
  }

  function supervise(name: string, file: string, extra: Record<string, string>): { stop(): Promise<void> } {
    let stopping = false
    let child: ChildProcess | undefined
    const over = run()
    return {
      stop() {
        stopping = true
        child?.kill('SIGTERM')
        return over
      },
    }

    async function run(): Promise<void> {
      while (!stopping) {
        const code = await once()
        if (stopping) return
        // A wrong setting is told by the process itself, and does not mend by trying.
        if (code === wrongSetting) return giveUp()
        log.error({ code }, `the ${name} process ended; it is started again`)
        await pause()
      }
    }

    function giveUp(): void {
      stopping = true
      void stop().finally(() => process.exit(wrongSetting))
    }

    function once(): Promise<number | null> {
      const ended = Promise.withResolvers<number | null>()
      child = spawn(process.execPath, [file], {
        env: childEnv(extra),
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      child.once('exit', ended.resolve)
      child.once('error', () => ended.resolve(1))
      return ended.promise
    }
  }
})

function pause(): Promise<void> {
  const over = Promise.withResolvers<void>()
  setTimeout(over.resolve, restPauseMs)
  return over.promise
}
