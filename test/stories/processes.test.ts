import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownPort } from '../port.ts'
import { type Scratch, scratch } from '../scratch.ts'
import type { Slack } from '../workspace/slack/contract.ts'
import { startSlack } from '../workspace/slack/server.ts'

const root = resolve(import.meta.dirname, '../..')
let slack: Slack
let base: Scratch
beforeAll(async () => {
  ;[slack, base] = await Promise.all([startSlack(), scratch()])
  slack.addPerson({ name: 'ana' })
})
afterAll(async () => {
  await slack?.stop()
  await base?.drop()
})

const settings = () => ({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.url,
  DATABASE_URL: base.url,
  REDIS_URL: '',
  LOG_LEVEL: 'silent',
  PORT: '0',
})

interface Run {
  child: ChildProcess
  said: () => string
  ended: Promise<number | null>
}

function start(file: string, env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [join(root, file)], {
    env: { ...process.env, ...settings(), ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  return { child, said: () => said, ended }
}

async function takenPort(): Promise<{ port: number; server: Server }> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, done))
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, server }
}

const health = (port: number) =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    async (answer) => ({ status: answer.status, body: await answer.text() }),
    () => ({ status: 0, body: '' }),
  )

it('npm start: /health is well only while everything works, and a killed process is started again', async () => {
  const port = await ownPort()
  const run = start('app/start.ts', { PORT: String(port) })
  await expect.poll(async () => (await health(port)).status, { timeout: 30_000 }).toBe(200)
  await slack.person('ana').command('/dispatch help')
  expect(slack.person('ana').whispers).toHaveLength(1)

  slack.faults.at(
    { method: 'apps.connections.open', times: Number.POSITIVE_INFINITY },
    { kind: 'http', status: 503 },
  )
  slack.sockets.drop()
  await expect.poll(async () => (await health(port)).body).toContain('"sockets":false')
  slack.faults.clear()
  await expect.poll(async () => (await health(port)).status, { timeout: 20_000 }).toBe(200)

  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
  expect((await health(port)).status).toBe(0)
}, 60_000)

it.each([
  ['a bot token of another kind', 'SLACK_BOT_TOKEN', 'xoxp-1-2-3', 'SLACK_BOT_TOKEN must be a bot token'],
  [
    'a bot token that Slack refuses',
    'SLACK_BOT_TOKEN',
    'xoxb-0-0-wrong',
    'SLACK_BOT_TOKEN is not accepted by Slack',
  ],
  [
    'an app token that Slack refuses',
    'SLACK_APP_TOKEN',
    'xapp-0-wrong',
    'SLACK_APP_TOKEN is not accepted by Slack',
  ],
  ['no database for a process apart', 'DATABASE_URL', '', 'DATABASE_URL is missing'],
  ['half of Jira', 'JIRA_URL', 'https://example.atlassian.net', 'JIRA_EMAIL is missing'],
])('%s is told in a sentence, never a stack', async (_, name, value, sentence) => {
  const run = start('app/main.ts', { [name]: value })
  expect(await run.ended).toBe(78)
  expect(run.said()).toContain(sentence)
  expect(run.said()).not.toMatch(/^\s+at /m)
  if (value) expect(run.said()).not.toContain(`${value}\n`)
})

it('a port that is taken is told in a sentence', async () => {
  const { port, server } = await takenPort()
  const run = start('app/main.ts', { PORT: String(port) })
  expect(await run.ended).toBe(78)
  expect(run.said()).toContain(`Port ${port} is taken`)
  server.close()
}, 30_000)

it('a Redis that throws work away is refused', async () => {
  const run = start('jobs/main.ts', { REDIS_URL: 'http://not-redis' })
  expect(await run.ended).toBe(78)
  expect(run.said()).toContain('REDIS_URL must be a Redis URL')
})
