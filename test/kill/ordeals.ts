import type { Claims } from './claims.ts'
import { isUrgent, stands } from './crowd.ts'
import { fired, remind } from './evening.ts'
import type { Report } from './judge.ts'
import { type Life, pulse } from './life.ts'
import { offer, sceneOf, stable, tellInLine } from './live.ts'
import type { Mutant } from './mutants.ts'
import type { Hands } from './person.ts'
import type { Stage } from './stage.ts'

/** The worst of circumstances for one incident. */
export interface Ordeal {
  name: string
  /** Prepares the blows; answers which kinds of processes they have killed so far. */
  begin(stage: Stage, claims: Claims, life: Life): Set<string>
  /** What people do once it is reported. */
  live?(stage: Stage, report: Report, hands: Hands): Promise<void>
  /** How long the product may take, and how long a mutant is given to go wrong. */
  limitMs: { product: number; mutant: number }
  /** Whether everyone was killed who should be. */
  isOver(killed: Set<string>, mutant: Mutant | undefined): boolean
}

/**
 * The app is killed at the COMMIT of the report, the jobs process that posts first as Slack does so, and the answers to
 * the next messages and to the ticket are lost.
 */
export const reporting: Ordeal = {
  name: 'a report',
  begin({ slack, jira, onMessage }, claims, life) {
    slack.faults.at({ method: 'chat.postMessage', times: 3 }, { kind: 'reply lost' })
    jira.faults.at({ method: 'POST issue' }, { kind: 'reply lost' })
    const killed = new Set<string>()
    let isReporting = false
    onMessage((wire, sender, label) => {
      if (wire === 'postgres' && pulse.test(label)) life.born(sender.name)
      isReporting ||= /insert into "?incidents"? /.test(label)
      const isCommit = sender.kind === 'app' && isReporting && /^(run|query) commit/.test(label)
      const isPosting = sender.kind === 'jobs' && label === 'chat.postMessage'
      if (killed.has(sender.kind) || !(isCommit || isPosting)) return undefined
      killed.add(sender.kind)
      const strike = () => {
        sender.kill()
        life.dead(sender.name)
        if (isPosting) void claims.killed()
      }
      return { when: isCommit ? 'before' : 'after', strike }
    })
    return killed
  },
  // A ticket that was about to be asked for at the kill is asked for again only when Jira's quiet time is over.
  limitMs: { product: 200_000, mutant: 25_000 },
  isOver: (killed, mutant) => killed.has('app') && (killed.has('jobs') || mutant?.shows === 'lost'),
}

/**
 * An offer of a role is left to the clock: the process in which it lapses is killed before that is written. Then two
 * changes come right after one another, the second while the first is being painted.
 */
export const living: Ordeal = {
  name: 'a life',
  begin({ onMessage }, claims, life) {
    const killed = new Set<string>()
    onMessage((wire, sender, label) => {
      if (wire === 'postgres' && pulse.test(label)) life.born(sender.name)
      if (killed.has(sender.kind) || !/update handovers set state = 'lapsed'/.test(label)) return undefined
      killed.add(sender.kind)
      const strike = () => {
        sender.kill()
        life.dead(sender.name)
        void claims.killed()
      }
      return { when: 'before', strike }
    })
    return killed
  },
  async live(stage, report, hands) {
    const { slack } = stage
    const [cast] = stage.cast
    if (!cast || (await stands(stage, [report], standMs, isUrgent)) === undefined) return
    const scene = sceneOf(stage, cast, report, hands)
    await offer(scene)
    for (const minutes of [6, 10]) {
      await stage.wind(minutes)
      await fired(stage)
    }
    remind(report.story)
    if ((await stands(stage, [report], standMs)) === undefined) return
    slack.faults.at({ method: 'chat.update', times: slowPaintings }, { kind: 'slow', ms: slowMs })
    await tellInLine(scene)
    const words = report.story.changes.at(-1)?.words ?? ''
    const isPainting = () =>
      slack.calls.some(({ method, args }) => method === 'chat.update' && JSON.stringify(args).includes(words))
    await slack.until('the painting', isPainting, standMs)
    await stable(scene)
  },
  limitMs: { product: 60_000, mutant: 12_000 },
  isOver: (killed) => killed.has('jobs'),
}

const standMs = 20_000
const slowMs = 2_000
/** Those of the first change, and what was left to paint before it. */
const slowPaintings = 5
