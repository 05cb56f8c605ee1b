import type { Member } from './crew.ts'
import type { WireName } from './frames.ts'

/** The four wires that are tapped, and Slack's socket, which carries what people do. */
export type Place = WireName | 'socket'
export const places: Place[] = ['slack', 'jira', 'postgres', 'redis', 'socket']

/** A message of the clean run, at whose like a process is killed; without a place, the kill comes at a random instant. */
export interface Point {
  place?: Place
  kind: Member['kind']
  label: string
  when: 'before' | 'after'
}

export type Heard = Record<Place, { kind: Member['kind']; label: string }[]>

export function nothingHeard(): Heard {
  return { slack: [], jira: [], postgres: [], redis: [], socket: [] }
}

/** Of ten kills, how many each wire gets; the rest come at random. */
const ofTen: Record<Place, number> = { slack: 2, jira: 1, postgres: 3, redis: 1, socket: 1 }

/** Whether there are kills enough for every counted message, and half as many at random. */
export function coversAll(heard: Heard, kills: number): boolean {
  return kills >= 1.5 * places.reduce((sum, place) => sum + heard[place].length, 0)
}

/** As many crash points as asked for, spread evenly over the messages of every wire, in a random order. */
export function spread(heard: Heard, kills: number, random: () => number): Point[] {
  const isWhole = coversAll(heard, kills)
  const points: Point[] = places.flatMap((place) => {
    const share = isWhole ? heard[place].length : Math.round((kills * ofTen[place]) / 10)
    const offset = random()
    return Array.from({ length: share }, (_, i): Point | undefined => {
      const message = heard[place][Math.floor((((i + offset) % share) * heard[place].length) / share)]
      return message && { place, ...message, when: random() < 0.5 ? 'before' : 'after' }
    }).filter((point) => point !== undefined)
  })
  while (points.length < kills)
    points.push({ kind: random() < 0.3 ? 'app' : 'jobs', label: '', when: 'before' })
  return shuffled(points.slice(0, kills), random)
}

function shuffled<T>(list: T[], random: () => number): T[] {
  return list
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}
