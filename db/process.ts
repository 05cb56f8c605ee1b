import { ConfigurationError } from './configuration/file.ts'
import { EmbeddedError } from './embedded-error.ts'
import { EnvError } from './env.ts'
import type { Log } from './log.ts'
import { Sentence } from './sentence.ts'

/** The exit code for a setting that only a person can mend (EX_CONFIG of sysexits). */
export const wrongSetting = 78

export interface Stoppable {
  stop(): Promise<void>
}

/** Runs one process: starts it, stops it drained at SIGTERM or SIGINT, and tells a wrong setting in sentences. */
export async function runProcess(start: () => Promise<Stoppable & { log: Log }>): Promise<void> {
  const running = await start().catch(tellAndExit)
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), 20_000).unref()
    await running.stop()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // Started by `npm start`: a parent that is gone without a word takes its children along.
  process.on('disconnect', stop)
  process.on('unhandledRejection', (error) => die(running.log, error))
  process.on('uncaughtException', (error) => die(running.log, error))
}

function tellAndExit(error: unknown): never {
  const told = [EnvError, ConfigurationError, EmbeddedError, Sentence].some((kind) => error instanceof kind)
  const sentence = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${told ? sentence : `Dispatch could not start: ${sentence}`}\n`)
  process.exit(told ? wrongSetting : 1)
}

// State lives in Postgres, so a process that is in doubt of itself is better begun anew.
function die(log: Log, error: unknown): void {
  log.fatal({ err: error }, 'an error that nothing handled ends this process')
  process.exit(1)
}
