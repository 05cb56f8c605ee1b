import type { Person } from '../workspace/slack/contract.ts'
import { judge, type Report } from './judge.ts'
import { type Hands, makeReport } from './person.ts'
import type { Stage } from './stage.ts'

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
  const report: Report = { title, reporter: person.id, recorded: undefined, recordedAt: 0 }
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
  const told = Promise.all([look(), ...stage.people.map((person) => keepReporting(person))])
  return {
    reports,
    async goHome() {
      isOver = true
      await told
    },
  }

  async function keepReporting(person: Person): Promise<void> {
    while (!isOver) {
      const title = `outage ${run} ${String(reports.length + 1).padStart(5, '0')}`
      const report: Report = { title, reporter: person.id, recorded: undefined, recordedAt: 0 }
      reports.push(report)
      await makeReport(stage.slack, person, report, random, hands)
      open.set(report, ['all'])
      while (!isOver && (open.get(report)?.some(isUrgent) || isFull())) await pause(lookMs)
    }
  }

  async function look(): Promise<void> {
    while (!isOver) {
      for (const report of open.keys()) {
        const { missing } = judge(stage, report)
        if (missing.length > 0) open.set(report, missing)
        else open.delete(report)
      }
      await pause(lookMs)
    }
  }

  // Slack allows twenty pins, topics and bookmarks a minute: what piles up here would stand only long after.
  function isFull(): boolean {
    return open.size >= 2 * stage.people.length
  }
}

const ornaments = [
  'ticket',
  'label',
  'link',
  'bookmark of the ticket',
  'bookmark of the brief',
  'pin',
  'topic',
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
