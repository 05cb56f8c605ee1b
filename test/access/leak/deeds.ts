import { common, type Deed, does, fills, presses, roomOf, says, types } from './life.ts'

const minutes = 60_000

/** What people who are in it do. */
export const within: Deed[] = [
  types('ana', 'update INC-n {update}'),
  types('ben', 'update INC-n {update}'),
  fills('ana', 'update INC-n', { title: `${common} {title}`, description: '{description}', note: '{note}' }),
  types('ana', 'status INC-n stable {why}'),
  types('ana', 'severity INC-n minor {why}'),
  types('ana', 'close INC-n {resolution}'),
  types('ana', 'reopen INC-n {why}'),
  types('ana', 'decline INC-n {why}'),
  types('ana', 'restore INC-n {why}'),
  types('ana', 'merge INC-n INC-apart {why}'),
  types('ana', 'merge INC-n INC-open {why}'),
  types('ana', 'merge INC-open INC-n the same'),
  types('ana', 'merge INC-apart INC-n the same'),
  types('ana', 'restore INC-open it was another'),
  fills('ben', 'update INC-n', { title: `${common} {title}`, description: '{description}', note: '{note}' }),
  fills('ana', 'restrict INC-n', { note: '{note}' }),
  types('ana', 'event INC-n {event}'),
  types('ben', 'event INC-n {event}'),
  types('ana', 'timeline INC-n'),
  types('ana', 'people INC-n'),
  types('ana', 'engage INC-n @cleo {reason}'),
  types('ana', 'engage INC-n @ben {reason}'),
  types('ana', 'engage INC-n @gus {reason}'),
  types('ana', 'role INC-n liaison @ben'),
  types('ana', 'role INC-n commander @ben'),
  types('ben', 'role INC-n commander @ana'),
  types('ana', 'handover INC-n scribe @cleo'),
  types('ben', 'handover INC-n commander @cleo'),
  presses('cleo', 'accept_handover'),
  presses('cleo', 'decline_handover'),
  types('cleo', 'join INC-n'),
  types('dina', 'request INC-n'),
  presses('ana', 'let_in'),
  presses('ana', 'keep_out'),
  says('ben', (who, channel, { ts }) => who.react(channel, ts, 'pushpin')),
  says('ana', async (who, channel, { ts }) => {
    await who.react(channel, ts, 'pushpin')
    await who.edit(channel, ts, 'never mind')
  }),
  ...['ana', 'ben', 'cleo', 'dina'].map((name) =>
    does(name, 'leaves its channel', async (life) => {
      const room = roomOf(life)
      const who = life.stage.slack.person(name)
      if (room?.members.has(who.id) && !room.archived) await who.leaveChannel(room.id)
    }),
  ),
]

/** What others do meanwhile. */
export const without: Deed[] = [
  ...['olaf', 'adam'].flatMap((name) => [
    types(name, `list all ${common}`),
    types(name, 'list'),
    types(name, `report ${common}`),
    types(name, 'join INC-n'),
    types(name, 'timeline INC-n'),
    types(name, 'people INC-n'),
    types(name, 'merge INC-n'),
    types(name, 'update something'),
    types(name, 'update INC-n something'),
    types(name, 'close'),
  ]),
  types('olaf', 'request INC-n'),
  presses('ana', 'keep_out'),
  ...['olaf', 'adam', 'gus'].map((name) =>
    does(name, 'opens Home', (life) => life.stage.slack.person(name).openHome()),
  ),
]

/** What time brings. */
export const time: Deed[] = [16, 130, 24 * 60, 8 * 24 * 60].map((count) =>
  does('time', `goes on by ${count} minutes`, ({ stage }) => stage.wind(count * minutes)),
)

export interface Story {
  visibility: string
  /** The deeds of one burst follow one another without a rest. */
  bursts: string[][]
  words: number
}

const outside = [
  `olaf types list all ${common}`,
  `adam types report ${common}`,
  'gus opens Home',
  'olaf opens Home',
]

/** Stories in which every mask is needed; chance does the rest. */
export const told: Story[] = [
  {
    visibility: 'open',
    words: 1,
    bursts: [
      [
        'ana types update INC-n {update}',
        'ana types engage INC-n @cleo {reason}',
        'ana types engage INC-n @ben {reason}',
      ],
      ['ana types merge INC-open INC-n the same'],
      ['ana fills restrict INC-n'],
      ['ana fills update INC-n', 'ana types handover INC-n scribe @cleo'],
      outside,
      ['cleo leaves its channel'],
      ['ana fills update INC-n', 'time goes on by 16 minutes'],
      ['time goes on by 130 minutes'],
      // One after the other: nobody is reminded of two things within minutes.
      ['time goes on by 16 minutes'],
      ['time goes on by 16 minutes'],
      ['time goes on by 16 minutes'],
      ['ana types role INC-n commander @ben'],
      ['ana leaves its channel'],
      ['ben fills update INC-n', 'ben types update INC-n {update}'],
    ],
  },
  {
    visibility: 'open',
    words: 2,
    bursts: [
      ['ana types close INC-n {resolution}'],
      ['ana fills restrict INC-n'],
      ['ana types update INC-n {update}', 'ana fills update INC-n', ...outside],
      ['ana types reopen INC-n {why}'],
    ],
  },
  {
    visibility: 'restricted',
    words: 3,
    bursts: [
      ['ana types engage INC-n @cleo {reason}', 'ana types event INC-n {event}', 'dina types request INC-n'],
      ['ana presses let_in', ...outside],
      ['ana types merge INC-open INC-n the same', 'ana types restore INC-open it was another'],
      ['ana types merge INC-n INC-apart {why}', 'time goes on by 11520 minutes'],
      ['ana types restore INC-n {why}'],
    ],
  },
]
