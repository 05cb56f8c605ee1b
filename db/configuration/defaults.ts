/** What a team begins with that has no file of its own; `dispatch.example.yml` shows the same. */
export const defaults = {
  types: [
    entry('outage', 'Outage', 'Something people use does not work', ':rotating_light:', { default: true }),
    entry('degradation', 'Degradation', 'It works, but slowly or in part', ':snail:'),
    entry('security', 'Security', 'A breach, a leak, an attack, or a suspicion of one', ':lock:'),
    entry('data', 'Data', 'Data is lost, wrong or late', ':card_file_box:'),
  ],
  priorities: [
    entry('high', 'High', 'Drop everything', ':red_circle:', { update_minutes: 120 }),
    entry('medium', 'Medium', 'Today', ':large_orange_circle:', { default: true, update_minutes: 360 }),
    entry('low', 'Low', 'When there is time', ':large_yellow_circle:', { update_minutes: 720 }),
  ],
  severities: [
    entry('critical', 'Critical', 'Most people, or something that cannot be undone', ':fire:'),
    entry('major', 'Major', 'Many people, or something important', ':warning:'),
    entry('minor', 'Minor', 'Few people, or there is a way around', ':small_blue_diamond:'),
    entry('undetermined', 'Undetermined', 'Not known yet', ':grey_question:', {
      default: true,
      undetermined: true,
    }),
  ],
  roles: [
    entry('commander', 'Commander', 'Leads, decides, and tells how it stands', ':firefighter:', {
      duties: [
        'Decide what is done next, and by whom; you need not do it yourself.',
        'Tell how it stands in the rhythm of the priority, with Update.',
        'Hand the role over before you leave.',
      ].join('\n'),
    }),
    entry('liaison', 'Liaison', 'Speaks with those outside', ':speaking_head_in_silhouette:', {
      duties: [
        'Tell those outside what they need to know, in their words.',
        'Bring what they ask and see back to the commander.',
        'Keep them from having to ask in the channel.',
      ].join('\n'),
    }),
    entry('scribe', 'Scribe', 'Keeps what happened and what was decided', ':writing_hand:', {
      duties: [
        'Put a pin on messages that matter: they are kept on the timeline.',
        'Write down what was decided elsewhere, with /dispatch event.',
        'Keep the summary true.',
      ].join('\n'),
    }),
  ],
  office_hours: { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] },
}

interface Extra {
  default?: boolean
  update_minutes?: number
  undetermined?: boolean
  duties?: string
}

function entry<E extends Extra>(key: string, name: string, meaning: string, mark: string, extra?: E) {
  return { key, name, meaning, mark, ...extra }
}
