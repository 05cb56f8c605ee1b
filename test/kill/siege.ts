import { seeded } from '../workspace/slack/ids.ts'
import { type Claims, watchClaims } from './claims.ts'
import { gather, isUrgent, lookMs, pause, reportOnce, stands } from './crowd.ts'
import type { Flags } from './flags.ts'
import { judge, judgeAll, type Report } from './judge.ts'
import { type Killer, startKiller } from './kills.ts'
import { type Life, lifeClock } from './life.ts'
import { type Heard, spread } from './points.ts'
import { calm, type Stage } from './stage.ts'

export interface Outcome {
  heard: Heard
  tally: Killer['tally']
  claims: Claims
  reports: Report[]
  lost: string[]
  doubled: string[]
  /** Seconds after the last kill until all of Slack but the ornaments, and until everything stood; nothing if it never did. */
  slackStood: number | undefined
  allStood: number | undefined
  /** Those that hit a call of a step, and the number of such calls. */
  faults: Record<string, number>
  calls: number
  ownEnds: number
  /** The part of the time of the kills in which at least one jobs process lived. */
  livedShare: number
  /** Every kill, in order. */
  chronicle: string[]
}

export const slackPromisedMs = 20_000
const cleanMs = 30_000
export const slackTailMs = 10_000
const jiraQuietMs = 150_000
const jiraTailMs = 60_000
const restMs = 1_500
const recoveryMs = 6_000
/** So often the next kill does not wait for both jobs processes to live again. */
const hasty = 0.3

/** The whole run: a clean report, whose messages are counted; kills and faults; healing; judgement. */
export async function siege(stage: Stage, flags: Flags, meanwhile: () => Promise<void>): Promise<Outcome> {
  const random = seeded(flags.seed)
  const life = lifeClock()
  const claims = watchClaims(stage.db, life)
  const killer = startKiller(stage, claims, life, random)
  const heard = await cleanRun(stage, killer, random)
  trouble(stage, flags.seed)
  const crowd = gather(stage, random, killer)
  const from = { wall: performance.now(), life: life.now() }
  for (const point of spread(heard, flags.kills, random)) {
    await rest(life, random)
    await killer.strike(point)
  }
  const livedShare = (life.now() - from.life) / (performance.now() - from.wall)
  const played = countFaults(stage)
  calm(stage.slack, stage.jira)
  await crowd.goHome()
  const { reports } = crowd
  const healing = performance.now() - killer.lastAt()
  const slack = await stands(stage, reports, slackPromisedMs + slackTailMs, isUrgent)
  await meanwhile()
  const all = await stands(stage, reports, jiraQuietMs + jiraTailMs)
  await Promise.all([killer.settled(), claims.stop()])
  const verdicts = reports.map((report) => ({ report, ...judge(stage, report) }))
  const named = (of: 'missing' | 'doubled') =>
    verdicts.flatMap((one) => one[of].map((what) => `${one.report.title}: ${what} ${of}`))
  return {
    ...{ heard, tally: killer.tally, claims, reports, ...played, livedShare, chronicle: killer.chronicle },
    ownEnds: stage.crew.reduce((sum, member) => sum + member.ownEnds(), 0),
    lost: named('missing'),
    doubled: [...named('doubled'), ...judgeAll(stage)],
    slackStood: slack === undefined ? undefined : slack + healing,
    allStood: all === undefined ? undefined : performance.now() - killer.lastAt(),
  }
}

async function rest(life: Life, random: () => number): Promise<void> {
  await pause(random() * restMs)
  const until = performance.now() + (random() < hasty ? 0 : recoveryMs)
  while (life.living() < 2 && performance.now() < until) await pause(lookMs)
}

// The second of two reports is counted: with the first one all connections are made.
async function cleanRun(stage: Stage, killer: Killer, random: () => number): Promise<Heard> {
  const person = stage.slack.person('person-1')
  await stage.slack.until('the app', () => stage.slack.sockets.open > 1, 60_000)
  await standsAtOnce('warming up')
  const end = killer.listen()
  await standsAtOnce('clean run')
  return end()

  async function standsAtOnce(title: string): Promise<void> {
    const report = await reportOnce(stage, person, title, random, killer)
    if ((await stands(stage, [report], cleanMs)) === undefined)
      throw new Error(`a report without faults does not stand: ${judge(stage, report).missing.join(', ')}`)
  }
}

function trouble({ slack, jira }: Stage, seed: number): void {
  for (const [wire, salt] of [
    [slack, 1],
    [jira, 2],
  ] as const)
    wire.faults.randomly(seed + salt, [
      { fault: { kind: 'reply lost' }, chance: 0.1 },
      { fault: { kind: 'http', status: 503 }, chance: 0.05 },
      { fault: { kind: 'rate limited', retryAfter: 1 }, chance: 0.05 },
    ])
}

// What the app itself asks of Slack is no part of a step.
const ofTheApp = /^(apps\.|auth\.|users\.info|views\.open|views\.publish|response_url)/

function countFaults({ slack, jira }: Stage): Pick<Outcome, 'faults' | 'calls'> {
  const faults: Record<string, number> = {}
  const calls = [...slack.calls, ...jira.calls].filter(({ method }) => !ofTheApp.test(method))
  for (const { answer = '' } of calls) {
    const fault = answer === 'http' ? 'http 503' : answer
    if (['reply lost', 'http 503', 'rate limited'].includes(fault)) faults[fault] = (faults[fault] ?? 0) + 1
  }
  return { faults, calls: calls.length }
}
