import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { parseConfiguration } from '../../db/configuration/file.ts'
import { seed } from '../../db/configuration/seed.ts'
import { connect } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import type { Call, Slack } from '../workspace/slack/contract.ts'
import { type Child, startChild } from './child.ts'
import type { Contestant, Lap } from './contestant.ts'
import { type Ground, usual } from './people.ts'
import { type Stopwatch, stopwatch } from './stopwatch.ts'

/** The app as `npm start` runs it: an app process, a jobs process, a database, beside a workspace of its own. */
export interface Installation extends Contestant {
  slack: Slack
  /** Sessions of the bench, told from the app's by their name. */
  sql: postgres.Sql
  watch: Stopwatch
  report(): Promise<Report>
  /** Resolves when nothing is under way but what is rated by this method: what waits for Jira, unless another is named. */
  quiet(besides?: string): Promise<void>
}

export interface Report {
  lap: Required<Lap>
  submittedAt: Date
  /** Every call since the submission, the later ones too. */
  calls(): Call[]
}

/** What the bench's own sessions are called. */
export const benchName = 'bench'

const root = join(import.meta.dirname, '../..')
const absent = { REDIS_URL: '', JIRA_URL: '', JIRA_EMAIL: '', JIRA_API_TOKEN: '', JIRA_PROJECT: '' }

export async function install(
  name: string,
  url: string,
  env: Record<string, string> = {},
  ground: Ground = usual,
): Promise<Installation> {
  const slack = await ground.open()
  await migrate(url)
  const { db, close } = connect(url, 1)
  await seed(db, parseConfiguration(ground.configuration(slack))).finally(close)
  const sql = postgres(url, { max: 1, connection: { application_name: benchName } })
  const settings = {
    ...absent,
    ...env,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.url,
    DATABASE_URL: url,
    PORT: '0',
    LOG_LEVEL: 'error',
  }
  const children = ['app', 'jobs'].map((room) =>
    startChild(`${name}: ${room}`, join(root, room, 'main.ts'), [], settings),
  )
  const watch = stopwatch(slack)
  await slack.until('both sockets', () => slack.sockets.open === 2, 30_000)
  const ours = { name, slack, sql, watch }
  return {
    ...ours,
    report: () => report(ours, children),
    lap: async () => (await report(ours, children)).lap,
    quiet: (besides) => quiet(sql, besides),
    async stop() {
      await Promise.all(children.map((child) => child.stop()))
      await sql.end()
      await slack.stop()
    },
  }
}

let reports = 0

async function report(
  { slack, sql, watch }: Pick<Installation, 'slack' | 'sql' | 'watch'>,
  children: Child[],
): Promise<Report> {
  const person = slack.person('ana')
  await quiet(sql)
  while (person.view) await person.closeView()
  await person.command(`/dispatch report ${reports++} ${crypto.randomUUID().slice(0, 8)} is down`)
  await slack.until('the report form', () => person.view)
  await pause(50)
  const from = slack.calls.length
  const submittedAt = new Date()
  const { sentAt, ackedAt } = await watch.submit(person)
  const ready = slack.until('the channel, its people and its brief', () => readyBy(slack.calls.slice(from)))
  const calls = await Promise.race([ready, ...children.map((child) => child.lost)])
  const readyAt = Math.max(...calls.map(watch.answeredAt))
  return {
    lap: { answerMs: ackedAt - sentAt, readyMs: readyAt - ackedAt },
    submittedAt,
    calls: () => slack.calls.slice(from),
  }
}

/** The calls that invited and that posted the brief, once both are answered. */
function readyBy(calls: Call[]): Call[] | undefined {
  const invited = calls.find((call) => call.method === 'conversations.invite')
  const posted = calls.find(
    (call) => call.method === 'chat.postMessage' && call.args.channel === invited?.args.channel,
  )
  return invited?.answer === 'ok' && posted?.answer === 'ok' ? [invited, posted] : undefined
}

async function quiet(sql: postgres.Sql, besides = 'jira'): Promise<void> {
  const until = Date.now() + 30_000
  for (;;) {
    const [open] = await sql<{ what: string }[]>`
      select 'a fact' as what from outbox
      union all select reaction || ' ' || state from steps where state in ('waiting', 'running') and method <> ${besides}
      union all select 'an event' from inbox where done_at is null
      union all select 'the pulse' where not exists (select 1 from processes where kind = 'jobs')
      union all select kind from timers where fired_at is null and due_at <= app_now() limit 1`
    if (!open) break
    if (Date.now() > until) throw new Error(`not quiet after 30 s: ${open.what}`)
    await pause(20)
  }
  await pause(100)
}
