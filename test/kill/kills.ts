import type { Claims } from './claims.ts'
import type { Member } from './crew.ts'
import { type Life, pulse } from './life.ts'
import type { Hands } from './person.ts'
import { type Heard, nothingHeard, type Place, type Point } from './points.ts'
import type { Stage } from './stage.ts'
import type { Blow } from './wire.ts'

export interface Tally {
  fired: number
  /** Those that hit a process in the middle of a step, or of a person's request. */
  landed: number
}

export interface Killer extends Hands {
  /** Counts messages, until the answer is called for. */
  listen(): () => Heard
  /** Kills one process at the next message like that of the point, or at random if none comes in time. */
  strike(point: Point): Promise<void>
  tally: Record<Place | 'random', Tally>
  lastAt(): number
  /** Every kill, in order. */
  chronicle: string[]
  /** Resolves when it is known of every kill where it landed. */
  settled(): Promise<unknown>
}

const patienceMs = 8_000
const againMs = 50

export function startKiller(stage: Stage, claims: Claims, life: Life, random: () => number): Killer {
  const tally = tallies()
  const fates: Promise<void>[] = []
  const chronicle: string[] = []
  let heard: Heard | undefined
  let aim: { point: Point; hit: (member: Member) => void } | undefined
  let requests = 0
  let lastAt = performance.now()
  stage.onMessage(pass)
  return {
    listen,
    strike,
    during,
    answered: () => shown('answer'),
    tally,
    lastAt: () => lastAt,
    chronicle,
    settled,
  }

  function listen(): () => Heard {
    const counted = nothingHeard()
    heard = counted
    return () => {
      heard = undefined
      return counted
    }
  }

  function pass(place: Place, sender: Member, label: string): Blow | undefined {
    heard?.[place].push({ kind: sender.kind, label })
    if (place === 'postgres' && pulse.test(label)) life.born(sender.name)
    const { point, hit } = aim ?? {}
    if (!hit || point?.place !== place || point.kind !== sender.kind || point.label !== label)
      return undefined
    return { when: point.when, strike: () => hit(sender) }
  }

  async function during<T>(label: string, request: Promise<T>): Promise<T> {
    requests++
    shown(label)
    return request.finally(() => requests--)
  }

  function shown(label: string): void {
    const app = stage.crew.find((member) => member.kind === 'app')
    if (app) pass('socket', app, label)?.strike()
  }

  async function strike(point: Point): Promise<void> {
    const struck = Promise.withResolvers<void>()
    const hit = (member: Member, place: Place | 'random') => {
      if (!member.kill()) return false
      life.dead(member.name)
      aim = undefined
      fates.push(fate(member, tally[place]))
      const where = place === 'random' ? 'at random' : `${point.when} ${place} ${point.label.slice(0, 100)}`
      chronicle.push(`${new Date().toISOString()} ${member.name} ${where}`)
      struck.resolve()
      return true
    }
    const atRandom = () => {
      aim = undefined
      const likely = stage.crew.filter((member) => member.kind === point.kind)
      if (random() < 0.5) likely.reverse()
      if (!likely.some((member) => hit(member, 'random'))) timer = setTimeout(atRandom, againMs)
    }
    const { place } = point
    if (place) aim = { point, hit: (member) => hit(member, place) }
    let timer = setTimeout(atRandom, place ? patienceMs : 1 + random() * 1_000)
    await struck.promise
    clearTimeout(timer)
  }

  async function fate(member: Member, counted: Tally): Promise<void> {
    lastAt = performance.now()
    counted.fired++
    const inside = member.kind === 'app' ? requests : await claims.killed()
    if (inside > 0) counted.landed++
  }

  function settled(): Promise<unknown> {
    return Promise.all(fates)
  }
}

function tallies(): Killer['tally'] {
  const none = () => ({ fired: 0, landed: 0 })
  return { slack: none(), jira: none(), postgres: none(), redis: none(), socket: none(), random: none() }
}
