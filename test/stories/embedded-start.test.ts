import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeFolder, removeFolder } from '../folder.ts'
import type { Slack } from '../workspace/slack/contract.ts'
import { startSlack } from '../workspace/slack/server.ts'

let slack: Slack
let folder: string
let run: ChildProcess | undefined
beforeAll(async () => {
  slack = await startSlack()
  slack.addPerson({ name: 'ana' })
  folder = await makeFolder()
})
afterAll(async () => {
  run?.kill('SIGKILL')
  await slack?.stop()
  await removeFolder(folder)
})

function start(): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [join(resolve(import.meta.dirname, '../..'), 'app/start.ts')], {
    stdio: 'ignore',
    env: {
      ...process.env,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.url,
      DATABASE_URL: '',
      REDIS_URL: '',
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
  })
  run = child
  return { child, ended: new Promise((done) => child.once('exit', done)) }
}

async function reports(title: string): Promise<void> {
  const ana = slack.person('ana')
  while (ana.view) await ana.closeView()
  await slack.until('a socket', () => slack.sockets.open > 0, 20_000)
  await ana.command(`/dispatch ${title}`)
  await slack.until('the form', () => ana.view)
  await ana.submit()
  const name = title.replaceAll(' ', '-')
  await slack.until(
    `the channel of ${title}`,
    () => slack.channels().some((one) => one.name.endsWith(name)),
    20_000,
  )
}

const postmaster = () => Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

it('npm start on its own database lives through the kill of that database, and of itself', async () => {
  const first = start()
  await reports('the first one')

  process.kill(postmaster(), 'SIGKILL')
  await expect
    .poll(async () => canReport('after the database was killed'), { timeout: 90_000, interval: 500 })
    .toBe(true)

  first.child.kill('SIGKILL')
  await first.ended
  await slack.until('the sockets of the killed one to be gone', () => slack.sockets.open === 0, 15_000)
  const second = start()
  await reports('after all was killed')
  second.child.kill('SIGTERM')
  expect(await second.ended).toBe(0)
  expect(slack.channels().filter((one) => one.name.startsWith('inc-'))).toHaveLength(3)
}, 180_000)

// While the database is away a person is told to try again, and does.
async function canReport(title: string): Promise<boolean> {
  return reports(title).then(
    () => true,
    () => false,
  )
}
