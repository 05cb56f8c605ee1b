import { startJira } from '../workspace/jira/server.ts'
import { type Installation, install } from './installation.ts'
import { type Calls, sum, total } from './life-costs.ts'
import { openScene, town } from './life-scene.ts'
import { type Moment, script, talk } from './life-script.ts'
import type { Server } from './server.ts'
import type { Row } from './table.ts'

/** One moment: what it costs by hand, and what it cost. */
export interface Spent {
  moment: Moment
  ours: Calls
}

const minute = 60_000

/** Plays two hours of one incident, with the clock wound from moment to moment, and counts the calls to Slack. */
export async function playLife(server: Server): Promise<Spent[]> {
  const jira = await startJira()
  const ours = await install('ours, two hours', await server.database('life'), jira.env, town)
  try {
    await calm(ours)
    return await play(ours)
  } finally {
    await ours.stop()
    await jira.stop()
  }
}

async function play(ours: Installation): Promise<Spent[]> {
  const scene = openScene(ours.slack)
  const spent: Spent[] = []
  let at = 0
  for (const moment of [...script, ...talk].sort((a, b) => a.at - b.at)) {
    const from = ours.slack.calls.length
    await wind(ours, moment.at - at)
    at = moment.at
    await moment.act(scene)
    await calm(ours)
    spent.push({ moment, ours: callsOf(ours.slack.calls.slice(from)) })
  }
  return spent
}

// Two hours of calls are made in two minutes, so that Slack's rates, which go by real time, are not what is measured.
async function wind({ sql }: Installation, minutes: number): Promise<void> {
  await sql`delete from buckets`
  await sql`update clock set ahead_ms = ahead_ms + ${Math.round(minutes * minute)}`
}

/** Resolves when all that people did has come to the app, by either socket, and has run its course. */
async function calm({ slack, quiet }: Installation): Promise<void> {
  for (let socket = 0; socket < slack.sockets.open; socket++) await slack.sockets.deliver({ type: 'last' })
  await quiet('')
}

function callsOf(calls: readonly { method: string }[]): Calls {
  return sum(...calls.map(({ method }) => ({ [method]: 1 })))
}

/** The calls of the whole incident against those of the one who makes them by hand. */
export function lifeRow(spent: Spent[]): Row {
  const [reference, ours] = [total(byHand(spent)), total(sum(...spent.map((one) => one.ours)))]
  const ratio = ours / reference
  return {
    what: 'Slack calls of an incident of two hours',
    reference: String(reference),
    ours: String(ours),
    ratio: ratio.toFixed(3),
    interval: 'counted',
    goal: '≤ 1.20',
    result: ratio <= 1.2 ? 'met' : 'missed',
  }
}

/** Each method: by hand, ours, and in which moments they differ. */
export function lifeNotes(spent: Spent[]): string[] {
  const [hand, ours] = [byHand(spent), sum(...spent.map((one) => one.ours))]
  const methods = [...new Set([...Object.keys(hand), ...Object.keys(ours)])].sort()
  const count = (of: 'changes' | 'messages') => spent.reduce((all, { moment }) => all + (moment[of] ?? 0), 0)
  return [
    `two hours: ${count('changes')} changes, ${town.people} people, ${count('messages')} messages; Slack calls by hand, ours, and where they differ:`,
    ...methods.map((method) =>
      `  ${method.padEnd(29)}${String(hand[method] ?? 0).padStart(4)}${String(ours[method] ?? 0).padStart(5)}  ${differences(spent, method)}`.trimEnd(),
    ),
  ]
}

function byHand(spent: Spent[]): Calls {
  return sum(...spent.map(({ moment }) => moment.least))
}

function differences(spent: Spent[], method: string): string {
  return spent
    .map(({ moment, ours }) => ({ moment, more: (ours[method] ?? 0) - (moment.least[method] ?? 0) }))
    .filter(({ more }) => more !== 0)
    .map(({ moment, more }) => `${more > 0 ? '+' : '−'}${Math.abs(more)} at ${moment.at} (${moment.what})`)
    .join(', ')
}
