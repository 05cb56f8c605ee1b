import { sql } from 'drizzle-orm'
import type { Database, Reader } from '../database.ts'
import type { SubjectKind } from '../facts.ts'
import { verb, type Work } from '../verb.ts'

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

type TimerKind = 'channel.late' | 'step.doubt' | 'people.due'

/** What each kind of timer makes true when it is due; nothing, where it is no longer wanted. */
const kinds: Record<TimerKind, (work: Work, subjectId: string) => Promise<void>> = {
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
}

/** Those that this process knows; others are left to a newer one. */
export const timerKinds = Object.keys(kinds)

const fireOne = verb('timer.fire', async (work, _: undefined) => {
  const [timer] = await work.tx.execute<{ kind: string; subject_id: string }>(sql`
    update timers set fired_at = app_now() where id = (
      select id from timers where fired_at is null and due_at <= app_now() and kind in ${timerKinds}
      order by due_at limit 1 for update skip locked)
    returning kind, subject_id`)
  if (!timer) return false
  if (isKnown(timer.kind)) await kinds[timer.kind](work, timer.subject_id)
  return true
})

/** Fires every timer that is due, each in a transaction of its own; answers how many. */
export async function fireTimers(db: Database): Promise<number> {
  const [due] = await db.execute<{ any: boolean }>(
    sql`select exists (select 1 from timers where fired_at is null and due_at <= app_now()) as any`,
  )
  let fired = 0
  if (due?.any) while (await fireOne(db, { kind: 'clock' }, undefined)) fired++
  return fired
}

function isKnown(kind: string): kind is TimerKind {
  return kind in kinds
}
