import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { childEnv } from '../../db/env.ts'
import { mutantVariable } from '../kill/mutants.ts'
import type { Stage } from '../stage.ts'
import type { Fault } from '../workspace/slack/contract.ts'

/** Two jobs processes, which may die and sleep. */
export interface Offices {
  /** At the next call of this method one of them is killed, and the other goes on; then two others take over. */
  dieAt(method: string, fault: Fault): void
  /** At the next call of this method, which takes so long, one of them stands still, and leases run out, until it is done; then two others take over. */
  sleepAt(method: string, ms: number): Promise<void>
  /** Both end as a deploy ends them, and two others begin. */
  replace(): Promise<void>
  /** Resolves when nobody sleeps, and the dead are replaced. */
  ready(): Promise<void>
  close(): Promise<void>
}

const root = join(import.meta.dirname, '../..')
/** How long one slept, as far as leases and quiet times go. */
const sleepSeconds = 15

export function openOffices(stage: Stage, env: Record<string, string>): Offices {
  const { slack } = stage
  let working = [hire(stage, env), hire(stage, env)]
  let pending = Promise.resolve()

  function at(method: string, fault: Fault, strike: (struck: ChildProcess) => Promise<void>): void {
    slack.faults.at({ method }, fault)
    slack.faults.onCall((call) => {
      const [struck, ...others] = working
      if (call.method !== method || !struck) return
      slack.faults.onCall(undefined)
      // The other one is struck next time.
      working = [...others, struck]
      const struckNow = strike(struck)
      pending = pending.then(() => struckNow)
      // It is heard where `ready` is awaited.
      pending.catch(() => undefined)
    })
  }

  // Who has lost a lease knows of it, and has said so, when it has ended.
  async function renew(): Promise<void> {
    const former = working
    working = [hire(stage, env), hire(stage, env)]
    await Promise.all(former.map(end))
  }

  return {
    dieAt: (method, fault) =>
      at(method, fault, async (struck) => {
        struck.kill('SIGKILL')
        working = [...working.filter((one) => one !== struck), hire(stage, env)]
        await letLeasesEnd(stage)
        await slack.quiet()
        await renew()
      }),
    async sleepAt(method, ms) {
      // What else is late would be later by the sleep than Slack ever is.
      slack.faults.clear()
      await pending
      await slack.quiet()
      at(method, { kind: 'held', ms }, async (struck) => {
        struck.kill('SIGSTOP')
        await letLeasesEnd(stage, method)
        await slack.quiet()
        struck.kill('SIGCONT')
        await renew()
      })
    },
    async replace() {
      await pending
      await renew()
    },
    ready: () => pending,
    async close() {
      await pending
      for (const one of working) one.kill('SIGKILL')
    },
  }
}

function hire(stage: Stage, env: Record<string, string>): ChildProcess {
  const { slack } = stage
  const first = process.env[mutantVariable] ? ['--import', join(import.meta.dirname, 'mutate.ts')] : []
  const told = process.env.LOG_LEVEL ? 'inherit' : 'ignore'
  return spawn(process.execPath, [...first, join(root, 'jobs/main.ts')], {
    cwd: root,
    stdio: ['ignore', told, told],
    env: childEnv({
      ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.url },
      ...{ DATABASE_URL: stage.url, REDIS_URL: '', PORT: '0', LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal' },
      ...env,
    }),
  })
}

// At the latest when the calls under way have ended.
async function end(one: ChildProcess): Promise<void> {
  if (one.exitCode !== null || one.signalCode !== null) return
  one.kill('SIGTERM')
  await once(one, 'exit')
}

// One who sleeps may hold a row. Leases, and for those who sleep at a call its quiet time too, end as if so much time had passed.
async function letLeasesEnd({ db }: Stage, asleepAt = ''): Promise<void> {
  await db.execute(sql`
    update steps set lease_until = clock_timestamp(),
      asked_at = asked_at - case when method = ${asleepAt} then ${sleepSeconds} else 0 end * interval '1 second'
    where id in (select id from steps where state = 'running' for update skip locked)`)
}
