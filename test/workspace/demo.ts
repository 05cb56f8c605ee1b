import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { startEmbedded } from '../../db/embedded.ts'
import { createLog } from '../../db/log.ts'
import { runProcess } from '../../db/process.ts'
import { Sentence } from '../../db/sentence.ts'
import { cast } from './demo-cast.ts'
import { settle } from './demo-data.ts'
import { startJira } from './jira/server.ts'
import { servePage } from './page/serve.ts'
import { startSlack } from './slack/server.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = join(root, '.demo')
const note = join(folder, 'running.json')
const firstPort = 4000
const portsTried = 20

/** `npm run demo`: a workspace in the browser with the app in it, which lives as long as this process. */
await runProcess(async () => {
  const log = createLog(process.env.LOG_LEVEL ?? 'warn', 'demo')
  await mkdir(folder, { recursive: true })
  await refuseSecond()
  say('Starting a workspace of its own; the first start takes a few seconds.')
  const [database, slack, jira] = await Promise.all([
    startEmbedded(folder),
    startSlack({ latencyMs: 60 }),
    startJira(),
  ])
  cast(slack)
  await settle(database.url, slack)
  const app = startApp(database.url, slack, jira)
  const page = await openPage((port) =>
    servePage(slack, { port, as: 'ana', extra: [{ title: 'Jira', href: `${jira.url}/browse` }] }),
  )
  await writeFile(note, JSON.stringify({ url: page.url, pid: process.pid }))
  await slack.until('the app', () => slack.sockets.open > 0, 60_000)
  say(`\n  ${page.url}\n\nType /dispatch and what is wrong, in any channel. Ctrl-C ends it.`)
  return {
    log,
    async stop() {
      await page.stop()
      await stopApp(app)
      await Promise.all([slack.stop(), jira.stop()])
      await database.stop({ force: true })
      await rm(note, { force: true })
    },
  }
})

function startApp(
  database: string,
  slack: Awaited<ReturnType<typeof startSlack>>,
  jira: Awaited<ReturnType<typeof startJira>>,
): ChildProcess {
  return spawn(process.execPath, [join(root, 'app/start.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.url,
      DATABASE_URL: database,
      REDIS_URL: '',
      JIRA_URL: jira.url,
      JIRA_EMAIL: jira.email,
      JIRA_API_TOKEN: jira.token,
      JIRA_PROJECT: jira.project,
      PORT: '0',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    },
  })
}

async function stopApp(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null) return
  const gone = Promise.withResolvers<void>()
  app.once('exit', () => gone.resolve())
  app.kill('SIGTERM')
  await gone.promise
}

// A port that was asked for is taken or refused; else the next free one does.
async function openPage<T>(serve: (port: number) => Promise<T>): Promise<T> {
  const asked = Number(process.env.PORT ?? '')
  for (let port = asked || firstPort; ; port++) {
    try {
      return await serve(port)
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!isTaken) throw error
      if (asked)
        throw new Sentence(`Port ${port} is taken by another program. Choose another: PORT=4100 npm run demo`)
      if (port > firstPort + portsTried)
        throw new Sentence(`Ports ${firstPort} to ${port} are all taken. Choose one: PORT=5100 npm run demo`)
    }
  }
}

async function refuseSecond(): Promise<void> {
  const running: { url: string; pid: number } | undefined = await readFile(note, 'utf8').then(
    JSON.parse,
    () => undefined,
  )
  if (!running) return
  const answers = await fetch(running.url, { signal: AbortSignal.timeout(1_000) }).then(
    (answer) => answer.ok,
    () => false,
  )
  if (answers && isAlive(running.pid))
    throw new Sentence(`The demo of this folder runs already: ${running.url}`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
