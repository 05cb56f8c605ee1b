import { sql } from 'drizzle-orm'
import { openFront } from '../app/front.ts'
import { parseConfiguration } from '../db/configuration/file.ts'
import { seed } from '../db/configuration/seed.ts'
import { connect, type Database } from '../db/database.ts'
import { readEnv, withDatabase } from '../db/env.ts'
import { createLog } from '../db/log.ts'
import { openOffice } from '../jobs/office.ts'
import { scratch } from './scratch.ts'
import type { Slack } from './workspace/slack/contract.ts'
import { startSlack } from './workspace/slack/server.ts'

/** The whole app on a workspace and a database of its own. */
export interface Stage {
  slack: Slack
  db: Database
  url: string
  /** Resolves when everything that was set in motion has run its course, late and failed steps aside. */
  settle(ms?: number): Promise<void>
  /** Moves the app's clock ahead. */
  wind(ms: number): Promise<void>
  close(): Promise<void>
}

interface Options {
  /** The text of dispatch.yml, once the workspace stands. */
  configuration?: (slack: Slack) => string
  env?: Record<string, string>
  /** How many jobs processes there are. */
  offices?: number
  /** Before the app opens, once the workspace stands. */
  before?: (slack: Slack) => void
}

export async function openStage({
  configuration,
  env = {},
  offices = 1,
  before,
}: Options = {}): Promise<Stage> {
  const [slack, { url, drop }] = await Promise.all([startSlack(), scratch()])
  before?.(slack)
  const { db, close } = connect(url, 4)
  await seed(db, parseConfiguration(configuration?.(slack) ?? ''))
  const settings = withDatabase(
    readEnv({
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.url,
      DATABASE_URL: url,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      ...env,
    }),
  )
  const log = createLog(settings.LOG_LEVEL, 'stage')
  const working = await Promise.all(Array.from({ length: offices }, () => openOffice(settings, log)))
  const front = await openFront(settings, log)
  const stage: Stage = {
    slack,
    db,
    url,
    settle: (ms = 10_000) => settled(db, ms),
    wind: async (ms) => void (await db.execute(sql`update clock set ahead_ms = ahead_ms + ${ms}`)),
    async close() {
      await front.stop()
      await Promise.all(working.map((office) => office.stop()))
      await close()
      await slack.stop()
      await drop()
    },
  }
  await stage.settle()
  return stage
}

async function settled(db: Database, ms: number): Promise<void> {
  const until = Date.now() + ms
  for (;;) {
    const [open] = await db.execute<{ what: string }>(sql`
      select 'outbox' as what from outbox
      union all select 'step ' || reaction || ' ' || state from steps where state in ('waiting', 'running') and not late
      union all select 'event' from inbox where done_at is null
      union all select 'timer ' || kind from timers where fired_at is null and due_at <= app_now() limit 1`)
    if (!open) return
    if (Date.now() > until) throw new Error(`not settled after ${ms} ms: ${open.what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
