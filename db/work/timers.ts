import { sql } from 'drizzle-orm'
import { type Database, isAway, type Reader } from '../database.ts'
import type { SubjectKind } from '../facts.ts'
import { isArchiveDue } from '../incident/place.ts'
import { lookAtNudges } from '../nudges/look.ts'
import { lapseHandovers } from '../people/lapse.ts'
import { inPart, verb, type Work } from '../verb.ts'

export interface NewTimer {
  kind: TimerKind
  subject: [kind: SubjectKind, id: string | number]
  /** In the app's time, from now. */
  inSeconds: number
}

/** Sets a timer; the same one set twice for the same instant is one. */
export async function setTimer(tx: Reader, { kind, subject, inSeconds }: NewTimer): Promise<void> {
  await tx.execute(sql`
    insert into timers (kind, subject_kind, subject_id, due_at)
    values (${kind}, ${subject[0]}, ${String(subject[1])}, app_now() + ${inSeconds} * interval '1 second')
    on conflict do nothing`)
}

type TimerKind = 'channel.late' | 'step.doubt' | 'people.due' | 'archive.due' | 'handover.lapse' | 'nudge'

/** What each kind of timer makes true when it is due; nothing, where it is no longer wanted. `late`: by a minute or more. */
const kinds: Record<TimerKind, (work: Work, subjectId: string, late: boolean) => Promise<void>> = {
  async 'channel.late'(work, id) {
    const [opened] = await work.tx.execute(
      sql`select 1 from resources where incident_id = ${id}::int and kind = 'channel'`,
    )
    if (!opened) work.record({ type: 'channel.late', subject: ['incident', id], data: {} })
  },
  async 'step.doubt'(work, id) {
    const [step] = await work.tx.execute<{ reaction: string; place: string; incident_id: number | null }>(
      sql`select reaction, place, incident_id from steps where id = ${id}::bigint`,
    )
    if (step)
      work.record({
        type: 'step.doubted',
        subject: ['step', id],
        incident: step.incident_id ?? undefined,
        data: { reaction: step.reaction, place: step.place },
      })
  },
  async 'people.due'(work, id) {
    work.record({ type: 'people.due', subject: ['workspace', id], data: {} })
    await setTimer(work.tx, { kind: 'people.due', subject: ['workspace', id], inSeconds: 24 * 3600 })
  },
  async 'archive.due'(work, id) {
    if (await isArchiveDue(work.tx, Number(id)))
      work.record({ type: 'archive.due', subject: ['incident', id], data: {} })
  },
  nudge: (work, id, late) => lookAtNudges(work, Number(id), late),
  'handover.lapse': (work, id) => lapseHandovers(work, Number(id)),
}

/** Those that this process knows; others are left to a newer one. */
export const timerKinds = Object.keys(kinds)

interface Fired {
  id: number
  kind: string
  subject_id: string
  late: boolean
}

/** A timer that could not be fired: it comes again after 1, 2, 4 … 64 minutes. */
export interface Trouble {
  timer: number
  kind: string
  error: unknown
}

// What one trips over is undone and put off; those after it are fired.
const fireOne = verb('timer.fire', async (work, _: undefined): Promise<{ trouble?: Trouble } | undefined> => {
  const [timer] = await work.tx.execute<Fired & Record<string, unknown>>(sql`
    update timers set fired_at = app_now() where id = (
      select id from timers where fired_at is null and ${whenDue} <= app_now() and kind in ${timerKinds}
      order by due_at limit 1 for update skip locked)
    returning id, kind, subject_id, fired_at - due_at > interval '1 minute' as late`)
  if (!timer) return undefined
  try {
    await inPart(work, (part) => fire(part, timer))
    return {}
  } catch (error) {
    if (isAway(error)) throw error
    await work.tx.execute(sql`
      update timers set fired_at = null, failures = least(failures + 1, 7),
        again_at = app_now() + 2 ^ least(failures, 6) * interval '1 minute' where id = ${timer.id}`)
    return { trouble: { timer: Number(timer.id), kind: timer.kind, error } }
  }
})

/** When a timer is to be fired, as an expression over "timers". */
export const whenDue = sql`coalesce(again_at, due_at)`

async function fire(work: Work, timer: Fired): Promise<void> {
  if (isKnown(timer.kind)) await kinds[timer.kind](work, timer.subject_id, timer.late)
}

/** Fires every timer that is due, each in a transaction of its own; answers how many, and tells of those that could not be. */
export async function fireTimers(db: Database, onTrouble?: (trouble: Trouble) => void): Promise<number> {
  const [due] = await db.execute<{ pending: boolean }>(
    sql`select exists (select 1 from timers where fired_at is null and ${whenDue} <= app_now()) as pending`,
  )
  let fired = 0
  while (due?.pending) {
    const one = await fireOne(db, { kind: 'clock' }, undefined)
    if (!one) break
    if (one.trouble) onTrouble?.(one.trouble)
    fired++
  }
  return fired
}

function isKnown(kind: string): kind is TimerKind {
  return kind in kinds
}
