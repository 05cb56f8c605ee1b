import { sql } from 'drizzle-orm'
import type { Person } from '../workspace/slack/contract.ts'
import { judge, type Report } from './judge.ts'
import { live } from './live.ts'
import { type Hands, makeReport } from './person.ts'
import type { Cast, Stage } from './stage.ts'
import { newStory } from './story.ts'

export interface Crowd {
  reports: Report[]
  /** Nobody begins anew; resolves when everyone has heard of what they reported. */
  goHome(): Promise<void>
}

/** One person, one report. */
export async function reportOnce(
  stage: Stage,
  person: Person,
  title: string,
  random: () => number,
  hands: Hands,
): Promise<Report> {
  const report = newReport(title, person)
  await makeReport(stage.slack, person, report, random, hands)
  return report
}

/** Everyone has an incident in flight: who sees channel, people, brief and announcements reports the next one. */
export function gather(stage: Stage, random: () => number, hands: Hands): Crowd {
  const reports: Report[] = []
  const open = new Map<Report, string[]>()
  const run = Math.floor(random() * 46_656)
    .toString(36)
    .padStart(3, '0')
  let isOver = false
  let isHeldUp = false
  const told = Promise.all([look(), ...stage.cast.map((cast) => keepReporting(cast))])
  return {
    reports,
    async goHome() {
      isOver = true
      await told
    },
  }

  async function keepReporting(cast: Cast): Promise<void> {
    const { person } = cast
    while (!isOver) {
      const title = `outage ${run} ${String(reports.length + 1).padStart(5, '0')}`
      const report = newReport(title, person)
      reports.push(report)
      await makeReport(stage.slack, person, report, random, hands)
      open.set(report, ['all'])
      while (!isOver && isOpen(report)) await pause(lookMs)
      if (isOver || random() > lively) continue
      await live(stage, cast, report, { random, hands })
      open.set(report, ['all'])
      while (!isOver && isOpen(report)) await pause(lookMs)
    }
  }

  function isOpen(report: Report): boolean {
    return open.get(report)?.some(isUrgent) || isFull()
  }

  async function look(): Promise<void> {
    while (!isOver) {
      for (const report of open.keys()) {
        const { missing } = judge(stage, report)
        if (missing.length > 0) open.set(report, missing)
        else open.delete(report)
      }
      isHeldUp = (await heldUp(stage)) > mostHeldUp
      await pause(lookMs)
    }
  }

  // Slack allows twenty pins, topics and bookmarks a minute: what piles up here would stand only long after.
  function isFull(): boolean {
    return isHeldUp || open.size >= 2 * stage.cast.length
  }
}

/** What Slack allows in less than ten seconds. */
export const mostHeldUp = 8

/** How many messages wait to be painted anew; where they are many, what they wait for is Slack's rate and no kill. */
export async function heldUp({ db }: Pick<Stage, 'db'>): Promise<number> {
  const [row] = await db.execute<{ waiting: number }>(sql`
    select count(*)::int as waiting from steps where state = 'waiting' and method = 'chat.update'
      and not_before < clock_timestamp() + interval '1 minute' / 50`)
  return row?.waiting ?? 0
}

/** Of how many incidents more is seen than their report: each change is painted in three places, and Slack allows fifty a minute. */
const lively = 0.3

function newReport(title: string, person: Person): Report {
  return { title, reporter: person.id, recorded: undefined, recordedAt: 0, story: newStory() }
}

const ornaments = [
  'ticket',
  'label',
  'link',
  'bookmark of the ticket',
  'bookmark of the brief',
  'pin',
  'topic',
  'summary',
  'state of the ticket',
]

export function isUrgent(part: string): boolean {
  return !ornaments.includes(part)
}

export const lookMs = 250

/** Waits until nothing of these is missing; answers how many milliseconds that took, or nothing when `ms` are over. */
export async function stands(
  stage: Stage,
  reports: Report[],
  ms: number,
  isNeeded: (part: string) => boolean = () => true,
): Promise<number | undefined> {
  const from = performance.now()
  let open = reports
  for (;;) {
    open = open.filter((report) => judge(stage, report).missing.some(isNeeded))
    const passed = performance.now() - from
    if (open.length === 0) return passed
    if (passed > ms) return undefined
    await pause(lookMs)
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
