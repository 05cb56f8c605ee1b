import { type Door, json, type Named, submitted } from './forged.ts'

const why = { value: 'because' }
const option = (value: string) => ({ selected_option: { value } })
const one = (forge: (named: Named) => ReturnType<typeof submitted>): Door => ({
  forge: (named) => [forge(named)],
})

/** Every form, by its `callback_id`. `own` is an incident that the forger leads. */
export function submissions(own: () => number, somebody: () => string): Record<string, Door> {
  return {
    update: one(({ incident }) => submitted('update', json({ incident }), { note: why })),
    close: one(({ incident }) =>
      submitted('close', json({ incident }, { status: 'active' }), { resolution: why }),
    ),
    reopen: one(({ incident }) =>
      submitted('reopen', json({ incident }), { note: why, status: option('active') }),
    ),
    decline: one(({ incident }) => submitted('decline', json({ incident }), { why })),
    restore: one(({ incident }) => submitted('restore', json({ incident }), { why })),
    merge: {
      forge: ({ incident }) => [
        submitted('merge', json({ incident }), { into: option(String(own())), why }),
        submitted('merge', json({ incident: String(own()) }), { into: option(incident), why }),
      ],
    },
    restrict: one(({ incident }) => submitted('restrict', json({ incident }), { note: why })),
    times: one(({ incident }) => {
      const detected = { selected_date_time: 1_700_000_000 }
      return submitted('times', json({ incident }, { detected: null }), { detected, why })
    }),
    engage: one(({ incident }) =>
      submitted('engage', json({ incident }), { people: { selected_users: [somebody()] }, reason: why }),
    ),
    roles: one(({ incident }) =>
      submitted('roles', json({ incident }, { 'role:scribe': null }), {
        scribe: { selected_user: somebody() },
      }),
    ),
    handover: one(({ incident }) => {
      const person = { selected_user: somebody() }
      return submitted('handover', json({ incident }), { role: option('scribe'), person })
    }),
    add_entry: one(({ incident }) => submitted('add_entry', json({ incident }), { text: why })),
    correct_entry: {
      forge: ({ incident, entry }) => [
        submitted('correct_entry', json({ incident: String(own()), entry }, { version: 0 }), { text: why }),
        submitted('correct_entry', json({ incident, entry }, { version: 0 }), { text: why }),
      ],
    },
    timeline: {
      forge: ({ incident }) => [
        submitted('timeline', json({ incident }), { words: { value: '' } }),
        submitted('timeline', json({ incident }, { filter: 'hidden', from: '2026-99-99T00:00:00Z 0 1' }), {
          words: { value: 'till' },
        }),
      ],
    },
    list: { harmless: true, forge: () => [submitted('list', '', { which: option('all'), words: why })] },
    record: {
      harmless: true,
      forge: ({ incident }) => [submitted('record', incident, { title: { value: '' } })],
    },
    report: {
      harmless: true,
      forge: ({ incident }) => [
        submitted('report', json({ source: incident }), { title: { value: '' } }),
        submitted('report', incident, { title: { value: 'x' } }),
      ],
    },
  }
}
