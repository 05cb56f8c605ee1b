import { sql } from 'drizzle-orm'
import { openFront } from '../app/front.ts'
import { parseConfiguration } from '../db/configuration/file.ts'
import { seed } from '../db/configuration/seed.ts'
import { channelOfWork, connect, type Database } from '../db/database.ts'
import { readEnv, withDatabase } from '../db/env.ts'
import { createLog } from '../db/log.ts'
import { openOffice } from '../jobs/office.ts'
import { type Scratch, scratch } from './scratch.ts'
import type { Slack } from './workspace/slack/contract.ts'
import { type SlackOptions, startSlack } from './workspace/slack/server.ts'

/** The whole app on a workspace and a database of its own. */
export interface Stage {
  slack: Slack
  db: Database
  url: string
  /** Resolves when everything that was set in motion has run its course; late and failed steps aside, and what is only painted once more after its quiet time. */
  settle(ms?: number): Promise<void>
  /** Moves the app's clock ahead. */
  wind(ms: number): Promise<void>
  /** Does so while no jobs process runs; then there are as many as before. */
  idle(act: () => Promise<unknown>): Promise<void>
  close(): Promise<void>
}

interface Options {
  /** The text of dispatch.yml, once the workspace stands. */
  configuration?: (slack: Slack) => string
  env?: Record<string, string> | (() => Record<string, string>)
  /** How many jobs processes there are. */
  offices?: number
  /** Makes the database; outside vitest there is none to be had from it. */
  database?: () => Promise<Scratch>
  /** Before the app opens, once the workspace stands. */
  before?: (slack: Slack) => void
  /** Hears every line of the log. */
  onLog?: (line: string) => void
  /** How patient the workspace is. */
  timing?: SlackOptions['timing']
}

export async function openStage({
  configuration,
  env = {},
  offices = 1,
  before,
  onLog,
  timing = {},
  database = scratch,
}: Options = {}): Promise<Stage> {
  const [slack, { url, drop }] = await Promise.all([startSlack({ timing }), database()])
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
      ...(typeof env === 'function' ? env() : env),
    }),
  )
  const log = onLog ? createLog('debug', 'stage', { write: onLog }) : createLog(settings.LOG_LEVEL, 'stage')
  const open = () => Promise.all(Array.from({ length: offices }, () => openOffice(settings, log)))
  let working = await open()
  const front = await openFront(settings, log)
  const stage: Stage = {
    slack,
    db,
    url,
    settle: (ms = 10_000) => settled(db, ms),
    wind: async (ms) => void (await db.execute(sql`update clock set ahead_ms = ahead_ms + ${ms}`)),
    async idle(act) {
      await Promise.all(working.map((office) => office.stop()))
      await act()
      working = await open()
    },
    async close() {
      await front.stop()
      await Promise.all(working.map((office) => office.stop()))
      await close()
      await slack.stop()
      await drop()
    },
  }
  if (offices > 0) await stage.settle()
  return stage
}

async function settled(db: Database, ms: number): Promise<void> {
  const until = Date.now() + ms
  for (;;) {
    // Asked in one statement, by one clock: what rests is due a moment later.
    const [open] = await db.execute<{ what: string }>(sql`
      select 'outbox' as what from outbox
      union all select 'step ' || reaction || ' ' || state from steps
        where state in ('waiting', 'running') and not late and not ${resting}
      union all select 'event' from inbox where done_at is null
      union all select 'timer ' || kind from timers where fired_at is null and due_at <= app_now()
      union all (select ${aRest} from steps where ${isHurried} limit 1) limit 1`)
    if (!open) return
    if (open.what === aRest) await hurry(db)
    if (Date.now() > until) throw new Error(`not settled after ${ms} ms: ${open.what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const aRest = 'a rest'

/** Painted before, and waiting without trouble for the next time, or until an unanswered try can be done no more. */
const resting = sql`(state = 'waiting' and done_at is not null and error is null and not_before > now()
  and (asked_at is null or painted = wanted))`

const isHurried = sql`((${resting} and not late and asked_at is null) or (state = 'done' and not_before > now()))`

/** Ends the rests between two paintings, when nothing else is under way: no story waits for them. */
async function hurry(db: Database): Promise<void> {
  await db.execute(sql`
    with rested as (update steps set not_before = clock_timestamp() where ${isHurried} returning state)
    select pg_notify(${channelOfWork}, '') from rested where state = 'waiting'`)
}
