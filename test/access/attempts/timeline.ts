import { type SQL, sql } from 'drizzle-orm'
import type { IncidentAct } from '../../../db/acts.ts'
import { dismissNudge, snoozeNudge } from '../../../db/nudges/answer.ts'
import { addEntry } from '../../../db/timeline/add.ts'
import { correctEntry, hideEntry, showEntry } from '../../../db/timeline/correct.ts'
import { keepMessage, releaseMessage } from '../../../db/timeline/keep.ts'
import { retryStep, skipStep } from '../../../db/work/mend.ts'
import type { Attempt, Attempts, Scene } from '../attempt.ts'
import { nonMembers } from '../cast.ts'

export const timelineAttempts = {
  'message.keep': {
    keepMessage: [
      {
        ready: async ({ db, who, incident }) => {
          const message = {
            channel: `C${incident}`,
            ts: '1700000000.000100',
            thread: null,
            author: 'UBEN',
            text: 'hm',
          }
          return () => keepMessage(db, who, { incident, ...message })
        },
      },
    ],
    releaseMessage: [
      {
        ready: async (scene) => {
          const entry = await entryIn(scene, sql`null::timestamptz`)
          return () => releaseMessage(scene.db, scene.who, { entry })
        },
      },
    ],
  },
  'entry.add': {
    addEntry: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            addEntry(db, who, { incident, text: 'it smells', at: null }),
      },
    ],
  },
  'entry.correct': {
    correctEntry: [
      {
        ready: async (scene) => {
          const entry = await entryIn(scene, sql`null::timestamptz`)
          const correction = { entry, version: 0, text: 'it smells no more', at: new Date(1_700_000_000_000) }
          return () => correctEntry(scene.db, scene.who, correction)
        },
      },
    ],
  },
  'entry.hide': {
    hideEntry: [
      {
        ready: async (scene) => {
          const entry = await entryIn(scene, sql`null::timestamptz`)
          return () => hideEntry(scene.db, scene.who, { entry })
        },
      },
    ],
    showEntry: [
      {
        ready: async (scene) => {
          const entry = await entryIn(scene, sql`app_now()`)
          return () => showEntry(scene.db, scene.who, { entry })
        },
      },
    ],
  },
  'nudge.answer': {
    snoozeNudge: nudged((scene, nudge) => snoozeNudge(scene.db, scene.who, { nudge, minutes: 30 })),
    dismissNudge: nudged((scene, nudge) => dismissNudge(scene.db, scene.who, { nudge })),
  },
  'step.retry': {
    retryStep: mended((scene, step) => retryStep(scene.db, scene.who, { step })),
  },
  'step.skip': {
    skipStep: mended((scene, step) => skipStep(scene.db, scene.who, { step })),
  },
} satisfies Partial<Record<IncidentAct, Attempts>>

function entryIn({ incident, person, value }: Scene, hiddenAt: SQL): Promise<number> {
  return value<number>(sql`
    insert into entries (incident_id, kind, channel_id, ts, author_id, text, happened_at, keepers, hidden_at, hidden_by)
    values (${incident}, 'message', ${`C${incident}`}, '1700000000.000200', 'UBEN', 'it smells', app_now(), array[${person}],
      ${hiddenAt}, case when ${hiddenAt} is not null then 'UBEN' end) returning id`)
}

function nudged(answer: (scene: Scene, nudge: number) => Promise<unknown>): Attempt[] {
  const one = (to: SQL, ends: Attempt['ends']): Attempt => ({
    ready: async (scene) => {
      const nudge = await scene.value<number>(sql`
        insert into nudges (incident_id, kind, due_at, said, said_at, person_id)
        values (${scene.incident}, 'commander.missing', app_now(), 1, app_now(), ${to}) returning id`)
      return () => answer(scene, nudge)
    },
    ...(ends ? { ends } : {}),
  })
  return [one(sql`null`, undefined), one(sql`'USOMEBODY'`, () => 'nudge_not_yours')]
}

function mended(mend: (scene: Scene, step: number) => Promise<unknown>): Attempt[] {
  const one = (of: (scene: Scene) => number | null): Attempt => ({
    ready: async (scene) => {
      const step = await scene.value<number>(sql`
        insert into steps (effect_key, reaction, subject_kind, subject_id, incident_id, fact_id, lane, method, priority,
          skippable, state)
        values (${`mend ${scene.incident}`}, 'openTicket', 'incident', '1', ${of(scene)}, 1, 'integrations', '', 1, true, 'failed')
        returning id::int`)
      return () => mend(scene, step)
    },
  })
  // One of no incident is everybody's to mend.
  const everybodys: Attempt = {
    ...one(() => null),
    but: ({ kind }) => (nonMembers.includes(kind) ? undefined : 'none'),
  }
  return [one(({ incident }) => incident), everybodys]
}
