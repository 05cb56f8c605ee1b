import { type Door, json, type Named, type Spot } from './forged.ts'

type Value = (named: Named) => string | undefined

/** Every button, menu and picker, by its `action_id`, or by the pattern of it. */
export function actions(spot: () => Spot, somebody: () => string): Record<string, Door> {
  const button = (action_id: string, value: Value): Door => ({
    forge: (named) => [
      { kind: 'block_actions', at: spot(), action: { type: 'button', action_id, value: value(named) } },
    ],
  })
  const inView = (action_id: string, value: Value, view: (named: Named) => string): Door => ({
    forge: (named) => [
      {
        kind: 'block_actions',
        at: 'view',
        action: { type: 'button', action_id, value: value(named), selected_option: { value: value(named) } },
        view: { private_metadata: view(named), callback_id: 'timeline', state: { values: {} } },
      },
    ],
  })
  const chosen = (action_id: string, value: Value): Door => ({
    forge: (named) => [
      {
        kind: 'block_actions',
        at: spot(),
        action: { type: 'static_select', action_id, selected_option: { value: value(named) } },
      },
    ],
  })
  const picked = (action_id: string, more: object): Door => ({
    harmless: true,
    forge: () => [{ kind: 'block_actions', at: 'home', action: { action_id, ...more } }],
  })
  const ofIncident = (name: string) => button(name, ({ incident }) => incident)
  const names = [
    ...[
      'open_update',
      'open_close',
      'open_reopen',
      'open_decline',
      'open_merge',
      'open_restore',
      'open_times',
    ],
    ...[
      'open_restrict',
      'open_roles',
      'open_engage',
      'open_event',
      'open_timeline',
      'open_details',
      'open_people',
      'open_menu',
    ],
    ...['read_description', 'join_incident', 'it_is_this_one'],
  ]
  const page = ({ incident }: Named) => json({ incident }, { filter: 'all', order: 'newest' })
  return {
    ...Object.fromEntries(names.map((name) => [name, ofIncident(name)])),
    accept_handover: button('accept_handover', ({ handover }) => handover),
    decline_handover: button('decline_handover', ({ handover }) => handover),
    claim_role: button('claim_role', ({ incident }) => json({ incident }, { role: 'scribe', after: null })),
    hand_over: button('hand_over', ({ incident }) => json({ incident }, { role: 'commander' })),
    dismiss_nudge: button('dismiss_nudge', ({ nudge }) => nudge),
    snooze_nudge: chosen('snooze_nudge', ({ nudge }) => `${nudge}:30`),
    open_another_channel: button('open_another_channel', ({ incident }) =>
      json({ incident }, { channel: 'C1' }),
    ),
    come_back: button('come_back', ({ incident }) => json({ incident }, { channel: 'C1' })),
    keep_channel: button('keep_channel', ({ incident }) => `${incident}:1700000000`),
    let_in: button('let_in', ({ incident }) => json({ incident }, { person: somebody() })),
    keep_out: button('keep_out', ({ incident }) => json({ incident }, { person: somebody() })),
    engage_many: button('engage_many', ({ incident, asked }) => json({ incident, asked })),
    engage_nobody: button('engage_nobody', ({ incident, asked }) => json({ incident, asked })),
    stay_in_role: { ...ofIncident('stay_in_role'), harmless: true },
    request_access: { ...ofIncident('request_access'), harmless: true },
    open_report: { ...button('open_report', ({ incident }) => incident), harmless: true },
    pick_incident: button('pick_incident', ({ incident }) => json({ incident }, { line: 'people' })),
    undo_keep: button('undo_keep', ({ entry }) => entry),
    '^retry_step:': button('retry_step:1', ({ step }) => step),
    '^skip_step:': button('skip_step:1', ({ step }) => step),
    '^people_page:': button('people_page:2', ({ incident }) => json({ incident }, { page: 2 })),
    '^home_page:': { ...button('home_page:1', ({ incident }) => incident), harmless: true },
    '^list_page:': {
      ...inView(
        'list_page:1',
        ({ incident }) => incident,
        () => '',
      ),
      harmless: true,
    },
    '^timeline_entry:': {
      forge: ({ entry, ...named }) =>
        ['hide', 'show', 'correct'].flatMap((act) =>
          inView(
            'timeline_entry:1',
            () => `${act}:${entry}`,
            () => page({ ...named, entry }),
          ).forge({
            ...named,
            entry,
          }),
        ),
    },
    timeline_filter: inView('timeline_filter', () => 'hidden', page),
    timeline_order: inView('timeline_order', () => 'oldest', page),
    timeline_hidden: inView('timeline_hidden', () => '1', page),
    timeline_before: inView('timeline_before', () => '2026-99-99T00:00:00Z 0 1', page),
    timeline_after: inView('timeline_after', () => '2026-01-01T00:00:00Z 0 1', page),
    choose_broadcasts: picked('choose_broadcasts', {
      type: 'multi_conversations_select',
      selected_conversations: ['C0000000001'],
    }),
    choose_operations: picked('choose_operations', {
      type: 'conversations_select',
      selected_conversation: 'C0000000001',
    }),
    'title in title': typed('title', 'title'),
    'which in which': typed('which', 'which'),
    'words in words': typed('words', 'words'),
  }
}

// Inputs of forms that name no incident.
function typed(action_id: string, block_id: string): Door {
  const action = { type: 'plain_text_input', action_id, block_id, value: 'till' }
  const forge: Door['forge'] = ({ incident }) => [
    {
      kind: 'block_actions',
      at: 'view',
      action,
      view: { private_metadata: incident, callback_id: 'list', state: { values: {} } },
    },
  ]
  return { harmless: true, silent: true, forge }
}
