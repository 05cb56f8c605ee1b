import { seeded } from '../workspace/slack/ids.ts'
import { type Claims, watchClaims } from './claims.ts'
import { gather, isUrgent, lookMs, pause, reportOnce, stands } from './crowd.ts'
import { evening, quietEvening } from './evening.ts'
import type { Flags } from './flags.ts'
import { judge, judgeAll, type Report } from './judge.ts'
import { type Killer, startKiller } from './kills.ts'
import { type Life, lifeClock } from './life.ts'
import { liveThroughAll, sceneOf } from './live.ts'
import type { Verdict } from './messages.ts'
import { type Heard, spread } from './points.ts'
import { remainsOf } from './remains.ts'
import { calm, type Stage } from './stage.ts'

/** What was counted while people acted, and while the clock did. */
export interface Runs {
  day: Heard
  evening: Heard
}

export interface Outcome {
  heard: Runs
  tally: Killer['tally']
  claims: Claims
  reports: Report[]
  lost: string[]
  doubled: string[]
  /** What was left to do in the database when something should have stood, and did not. */
  remains: string[]
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
/** Of the kills, those while the clock acts, and of these those in the week in which channels are archived. */
const ofEvening = 0.28
const ofWeek = 0.3
/** So often the next kill does not wait for both jobs processes to live again. */
const hasty = 0.3

/** The whole run: clean incidents, whose messages are counted; kills and faults while people act, then while the clock does; healing; judgement. */
export async function siege(stage: Stage, flags: Flags, meanwhile: () => Promise<void>): Promise<Outcome> {
  const random = seeded(flags.seed)
  const life = lifeClock()
  const claims = watchClaims(stage.db, life)
  const killer = startKiller(stage, claims, life, random)
  const heard = await cleanRun(stage, killer, random)
  trouble(stage, flags.seed)
  const crowd = gather(stage, random, killer)
  const from = { wall: performance.now(), life: life.now() }
  const late = Math.round(flags.kills * ofEvening)
  for (const point of spread(heard.day, flags.kills - late, random)) {
    await rest(life, random)
    await killer.strike(point)
  }
  await crowd.goHome()
  const { reports } = crowd
  const clock = evening(stage, reports, killer, () => rest(life, random))
  const points = spread(heard.evening, late, random)
  const week = Math.round(late * ofWeek)
  await clock.wind(points.slice(week))
  const evenings = await heal(stage, reports, killer)
  trouble(stage, flags.seed + 2)
  await clock.archive(points.slice(0, week))
  const livedShare = (life.now() - from.life) / (performance.now() - from.wall)
  const weeks = await heal(stage, reports, killer)
  const played = countFaults(stage)
  await meanwhile()
  const all = await stands(stage, reports, jiraQuietMs + jiraTailMs)
  await Promise.all([killer.settled(), claims.stop()])
  const healed = [evenings, weeks]
  const named = (of: 'missing' | 'doubled') => namesOf(stage, reports, of)
  return {
    ...{ heard, tally: killer.tally, claims, reports, ...played, livedShare, chronicle: killer.chronicle },
    ownEnds: stage.crew.reduce((sum, member) => sum + member.ownEnds(), 0),
    lost: [...new Set([...healed.flatMap((one) => one.lost), ...named('missing')])],
    doubled: [...new Set([...healed.flatMap((one) => one.doubled), ...named('doubled'), ...judgeAll(stage)])],
    remains: healed.flatMap((one) => one.remains).concat(all === undefined ? await remainsOf(stage) : []),
    slackStood: healed.some(({ stood }) => stood === undefined)
      ? undefined
      : Math.max(...healed.map(({ stood = 0 }) => stood)),
    allStood: all === undefined ? undefined : performance.now() - killer.lastAt(),
  }
}

interface Healing {
  /** Milliseconds after the last kill until all of Slack but the ornaments stood; nothing if it never did. */
  stood: number | undefined
  lost: string[]
  doubled: string[]
  remains: string[]
}

/** No faults any more: what people wait for stands in time, each of it once. */
async function heal(stage: Stage, reports: Report[], killer: Killer): Promise<Healing> {
  calm(stage.slack, stage.jira)
  const passed = performance.now() - killer.lastAt()
  const stood = await stands(stage, reports, slackPromisedMs + slackTailMs, isUrgent)
  return {
    stood: stood === undefined ? undefined : stood + passed,
    lost: namesOf(stage, reports, 'missing', isUrgent),
    doubled: namesOf(stage, reports, 'doubled'),
    remains: stood === undefined ? await remainsOf(stage) : [],
  }
}

function namesOf(
  stage: Stage,
  reports: Report[],
  of: keyof Verdict,
  isNeeded: (part: string) => boolean = () => true,
): string[] {
  return reports.flatMap((report) =>
    judge(stage, report)
      [of].filter(isNeeded)
      .map((what) => `${report.title}: ${what} ${of}`),
  )
}

async function rest(life: Life, random: () => number): Promise<void> {
  await pause(random() * restMs)
  const until = performance.now() + (random() < hasty ? 0 : recoveryMs)
  while (life.living() < 2 && performance.now() < until) await pause(lookMs)
}

// The second of two reports is counted: with the first one all connections are made.
async function cleanRun(stage: Stage, killer: Killer, random: () => number): Promise<Runs> {
  const [cast] = stage.cast
  if (!cast) throw new Error('nobody is there to report')
  await stage.slack.until('the app', () => stage.slack.sockets.open > 1, 60_000)
  const first = await reportOnce(stage, cast.person, 'warming up', random, killer)
  await standsAtOnce(first)
  const dayEnds = killer.listen()
  const second = await reportOnce(stage, cast.person, 'clean run', random, killer)
  await standsAtOnce(second)
  await liveThroughAll(stage, cast, second, killer)
  await standsAtOnce(second)
  const day = dayEnds()
  const eveningEnds = killer.listen()
  await quietEvening(stage, first, sceneOf(stage, cast, first, killer))
  await standsAtOnce(first)
  return { day, evening: eveningEnds() }

  async function standsAtOnce(report: Report): Promise<void> {
    if ((await stands(stage, [report], cleanMs)) === undefined)
      throw new Error(`${report.title} does not stand: ${judge(stage, report).missing.join(', ')}`)
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
