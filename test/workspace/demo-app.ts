import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Jira } from './jira/contract.ts'
import type { Slack } from './slack/contract.ts'

const start = resolve(import.meta.dirname, '../../app/start.ts')

/** The app as people run it, in processes of its own. */
export function startApp(database: string, slack: Slack, jira: Jira): ChildProcess {
  return spawn(process.execPath, [start], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.url,
      DATABASE_URL: database,
      REDIS_URL: '',
      ...jira.env,
      PORT: '0',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    },
  })
}

export async function stopApp(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null) return
  const gone = Promise.withResolvers<void>()
  app.once('exit', () => gone.resolve())
  app.kill('SIGTERM')
  await gone.promise
}
