import { sql } from 'drizzle-orm'
import { heldUp, mostHeldUp, pause, stands } from './crowd.ts'
import type { Report } from './judge.ts'
import type { Killer } from './kills.ts'
import { closeIt, offer, promise, type Scene, sceneOf } from './live.ts'
import type { Point } from './points.ts'
import type { Cast, Stage } from './stage.ts'

/** What the clock is to do: a reminder after a promise, one of an offer and its end. */
const awaited = [offer, promise]
/** So many minutes in all: an offer lapses after fifteen, a promise is overdue after fifteen, nothing is said twice before thirty. */
const minutes = 36
const actors = 8
const sliceMinutes = 4
const standMs = 60_000
const warnedMinutes = 6.5 * 24 * 60
const dayMinutes = 24 * 60
const pauseMs = 200

export interface Evening {
  /** Winds the clock past offers and promises, a kill each time that something may be due. */
  wind(points: Point[]): Promise<void>
  /** Winds it by a week, in two steps, until closed incidents are archived. */
  archive(points: Point[]): Promise<void>
}

/** Nobody reports any more; what people have begun is for the clock to end. */
export function evening(stage: Stage, reports: Report[], killer: Killer, rest: () => Promise<void>): Evening {
  return {
    async wind(points) {
      const scenes = await scenesOf(stage, reports, killer)
      const every = points.length / 2 / Math.max(1, scenes.length)
      for (const [i, point] of points.entries()) {
        await rest()
        const nth = Math.floor(i / every)
        const scene = scenes[nth]
        const begins = scene && Math.ceil(nth * every) === i
        if (begins) await awaited[nth % awaited.length]?.(scene)
        await struckWhileDue(point, minutes / points.length, sliceMinutes)
      }
      for (const { story } of scenes) remind(story)
    },
    async archive(points) {
      for (const { story } of reports) {
        story.reminded = undefined
        story.archived = story.status === 'Closed'
      }
      const [first = [], second = []] = [points.slice(0, points.length / 2), points.slice(points.length / 2)]
      for (const [half, by] of [
        [first, warnedMinutes],
        [second, dayMinutes],
      ] as const) {
        await rest()
        const [point, ...more] = half
        await (point ? struckWhileDue(point, by) : stage.wind(by))
        for (const one of more) await rest().then(() => killer.strike(one))
        await fired(stage)
      }
    },
  }

  // The kill is armed first, so that the very first timer may be the one that is hit.
  async function struckWhileDue(point: Point, by: number, slice = by): Promise<void> {
    while ((await heldUp(stage)) > mostHeldUp) await pause(pauseMs)
    const struck = killer.strike(point)
    // Slowly enough that no reminder is overtaken by what it reminds of.
    for (let left = by; left > 0; left -= slice) {
      await stage.wind(Math.min(slice, left))
      if (by > slice) await fired(stage)
    }
    await struck
    await fired(stage)
  }
}

export function remind(story: Report['story']): void {
  const { offer: made } = story
  if (made?.outcome !== 'open') return
  made.outcome = 'lapsed'
  story.remindedOfOffer = made.to
}

/** One incident a person, the last that stands and that they lead. */
async function scenesOf(stage: Stage, reports: Report[], killer: Killer): Promise<Scene[]> {
  const scenes: Scene[] = []
  for (const cast of stage.cast) {
    const own = reports.findLast((one) => isLed(one, cast))
    if (own && scenes.length < actors && (await stands(stage, [own], standMs, isThere)) !== undefined)
      scenes.push(sceneOf(stage, cast, own, killer))
  }
  return scenes
}

function isLed({ reporter, recorded, story }: Report, { person }: Cast): boolean {
  return reporter === person.id && recorded !== undefined && story.status !== 'Closed' && !story.offer
}

const isThere = (part: string) => ['channel', 'invitation', 'brief'].includes(part)

/** Resolves when every timer that is due has fired; what came of it is for Slack to show. */
export async function fired({ db }: Pick<Stage, 'db'>): Promise<void> {
  for (;;) {
    const [due] = await db.execute(sql`
      select 1 from timers where fired_at is null and due_at <= app_now()
      union all select 1 from outbox union all select 1 from steps where reaction = 'sayNudge' and state = 'waiting' limit 1`)
    if (!due) return
    await pause(pauseMs)
  }
}

/** All that the clock does of one incident, one after the other and without a kill. */
export async function quietEvening(stage: Stage, report: Report, scene: Scene): Promise<void> {
  const pass = async (by: number) => {
    await stage.wind(by)
    await fired(stage)
  }
  await offer(scene)
  await pass(6)
  await pass(10)
  remind(report.story)
  await stands(stage, [report], standMs)
  await closeIt(scene)
  await stands(stage, [report], standMs)
  await pass(warnedMinutes)
  await pass(dayMinutes)
  report.story.archived = true
}
