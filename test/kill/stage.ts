import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { parseConfiguration } from '../../db/configuration/file.ts'
import { seed } from '../../db/configuration/seed.ts'
import { type Connection, connect } from '../../db/database.ts'
import { scratchFrom } from '../scratch.ts'
import type { Jira } from '../workspace/jira/contract.ts'
import { startJira } from '../workspace/jira/server.ts'
import type { Person, Slack } from '../workspace/slack/contract.ts'
import { startSlack } from '../workspace/slack/server.ts'
import { type Member, supervise } from './crew.ts'
import type { WireName } from './frames.ts'
import { type Blow, openWire, type Wire } from './wire.ts'

/** The real processes on a workspace, a site, a database of their own, each at the end of wires of its own. */
export interface Stage {
  slack: Slack
  jira: Jira
  db: Connection['db']
  crew: Member[]
  /** Those who report, each with two friends of their own. */
  cast: Cast[]
  broadcasts: string[]
  /** Moves the app's clock ahead. */
  wind(minutes: number): Promise<void>
  /** Asked at every counted message; nobody is asked until it is set. */
  onMessage(listener: (wire: WireName, sender: Member, label: string) => Blow | undefined): void
  /** What the processes said to their parent. */
  told: unknown[]
  logs: string
  /** The logs stay where `keep` says so. */
  close(keep: boolean): Promise<void>
}

/** One who lives through incidents, and the two who are asked in by that one alone. */
export interface Cast {
  person: Person
  friends: [Person, Person]
}

interface Options {
  adminUrl: string
  /** Without it the processes carry their work in Postgres. */
  redisUrl?: string
  people: number
  /** For processes that run other code than the product's. */
  mutant?: { module: string; env: Record<string, string> }
}

const nowhere = 'redis://127.0.0.1:1'
const latencyMs = 25
const indexLagMs = 4_000

export async function openStage({ adminUrl, redisUrl, people, mutant }: Options): Promise<Stage> {
  const [slack, jira, scratch] = await Promise.all([startSlack(), startJira(), scratchFrom(adminUrl)])
  const logs = mkdtempSync(join(tmpdir(), 'dispatch-kill-'))
  const cast = Array.from({ length: people }, (_, i) => castOf(slack, i + 1))
  const members = cast.flatMap(({ person, friends }) => [person, ...friends]).map((one) => one.id)
  slack.addChannel({ name: 'general', members })
  const group = [1, 2, 3].map((nth) => slack.addPerson({ name: `crew-${nth}` }).id)
  slack.addGroup({ handle: 'crew', members: group })
  const [status, news, operations] = ['status', 'news', 'operations'].map(
    (name) => slack.addChannel({ name }).id,
  )
  const connection = connect(scratch.url, 4)
  const broadcasts = [status, news].map((id) => `{ channel: ${id} }`).join(', ')
  await seed(
    connection.db,
    parseConfiguration(`broadcast: [${broadcasts}]\noperations: ${operations}\n${severities}`),
  )
  calm(slack, jira)
  const targets = { slack: slack.url, jira: jira.url, postgres: scratch.url, redis: redisUrl ?? nowhere }
  const told: unknown[] = []
  const wires: Wire[] = []
  let listener: Parameters<Stage['onMessage']>[0] | undefined

  async function hire(name: string, kind: Member['kind']): Promise<Member> {
    const own = await wiresOf(targets, (wire, label) => listener?.(wire, member, label))
    wires.push(...Object.values(own))
    const member = supervise({
      name,
      kind,
      env: { ...envOf(slack, jira, own), ...(redisUrl ? {} : { REDIS_URL: '' }), ...mutant?.env },
      first: mutant?.module,
      logFile: join(logs, `${name.replace(' ', '-')}.txt`),
      told: (message) => told.push(message),
    })
    return member
  }

  const crew = [await hire('app', 'app'), await hire('jobs 1', 'jobs'), await hire('jobs 2', 'jobs')]
  return {
    slack,
    jira,
    db: connection.db,
    crew,
    cast,
    broadcasts: [status, news].filter((id) => id !== undefined),
    wind: async (minutes) =>
      void (await connection.db.execute(
        sql`update clock set ahead_ms = ahead_ms + ${Math.round(minutes * 60_000)}`,
      )),
    onMessage: (set) => {
      listener = set
    },
    told,
    logs,
    async close(keep) {
      await Promise.all(crew.map((member) => member.stop()))
      for (const wire of wires) wire.close()
      await Promise.all([connection.close(), slack.stop(), jira.stop()])
      await scratch.drop()
      if (!keep) rmSync(logs, { recursive: true, force: true })
    },
  }
}

// None is undetermined: nobody is reminded of what nobody has chosen.
const severities = 'severities: [{ key: major, name: Major }, { key: minor, name: Minor, default: true }]'

function castOf(slack: Slack, nth: number): Cast {
  const [person, one, other] = ['person', 'friend', 'guest'].map((name) =>
    slack.addPerson({ name: `${name}-${nth}` }),
  )
  if (!person || !one || !other) throw new Error('nobody came')
  return { person, friends: [one, other] }
}

/** No faults; what is always so: calls take a moment, and Jira's search knows nothing younger than a few seconds. */
export function calm(slack: Slack, jira: Jira): void {
  slack.faults.clear()
  jira.faults.clear()
  slack.faults.latency(latencyMs)
  jira.faults.latency(latencyMs)
  jira.indexLag(indexLagMs)
}

type Targets = Record<WireName, string>

async function wiresOf(
  targets: Targets,
  heard: (wire: WireName, label: string) => Blow | undefined,
): Promise<Record<WireName, Wire>> {
  const open = (name: WireName) => openWire(name, targets[name], (label) => heard(name, label))
  const [slack, jira, postgres, redis] = await Promise.all([
    open('slack'),
    open('jira'),
    open('postgres'),
    open('redis'),
  ])
  return { slack, jira, postgres, redis }
}

function envOf(slack: Slack, jira: Jira, wires: Record<WireName, Wire>): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: wires.slack.url,
    DATABASE_URL: wires.postgres.url,
    REDIS_URL: wires.redis.url,
    ...jira.env,
    JIRA_URL: wires.jira.url,
    PORT: '0',
    LOG_LEVEL: 'warn',
  }
}
