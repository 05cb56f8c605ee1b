import { type Calls, least, sum, times } from './life-costs.ts'
import type { Scene } from './life-scene.ts'

export interface Moment {
  /** Minutes after the report. */
  at: number
  what: string
  /** Submitted changes among what is done. */
  changes?: number
  /** Messages of people among it. */
  messages?: number
  least: Calls
  act(scene: Scene): Promise<unknown>
}

const { form, change, repaint, repaintHere, repaintSummary, topic } = least
const { invite, direct, line, settle, answer, keep } = least

/** Lines of the script: a burst of changes, a second apart, which are painted once. */
function burst(at: number, what: string, lines: string[], ...besides: Calls[]): Moment {
  const changes = lines.length
  return {
    ...{ at, what, changes },
    least: sum(times(changes, change), repaint, ...besides),
    act: (scene) => scene.type(...lines),
  }
}

/** The two hours, but for what people say to one another. */
export const script: Moment[] = [
  {
    ...{ at: 0, what: 'ana reports', least: least.report },
    act: (scene) => scene.report('ana', 'checkout is down'),
  },
  {
    ...{ at: 1, what: 'ben presses Join', least: sum(invite, repaintHere, answer) },
    act: (scene) => scene.pressAnnouncement('ben', 'join_incident'),
  },
  burst(
    2,
    'how bad it is',
    ['ana: severity critical nobody can pay', 'ana: priority high', 'ben: update the gateway times out'],
    topic,
  ),
  {
    ...{ at: 3, what: 'ana engages a group of four', least: sum(invite, times(4, direct), repaintHere) },
    act: (scene) => scene.type('ana: engage @payments it is your gateway'),
  },
  burst(4, 'first findings', [
    'dora: update the certificate is fine',
    'eve: update so is the network',
    'ben: update it began with the release at noon',
    'finn: update the pool of connections is full',
  ]),
  {
    ...{ at: 5, what: 'cleo types join', least: sum(invite, repaintHere) },
    act: (scene) => scene.person('cleo').command('/dispatch join INC-1', 'general'),
  },
  {
    ...{ at: 6, what: 'what it is, in the form and in lines', changes: 3 },
    least: sum(form, times(3, change), repaint),
    async act(scene) {
      await scene.update('ana', { title: 'checkout cannot pay', description: 'Every card is refused.' })
      await scene.type('dora: update rolling back the release', 'eve: update half of the nodes are back')
    },
  },
  {
    ...{ at: 7, what: 'ana engages two', least: sum(invite, times(2, direct), repaintHere) },
    act: (scene) => scene.type('ana: engage @hana @ivan we need the database'),
  },
  burst(8, 'findings of the database', [
    'hana: update one query locks the table',
    'ivan: update it is the new report',
    'ana: update the report is stopped',
    'finn: update the pool drains',
  ]),
  {
    ...{ at: 9, what: 'jo joins the channel in Slack', least: repaintHere },
    act: (scene) => scene.person('jo').joinChannel(scene.room().id),
  },
  burst(10, 'less bad', ['ana: severity major cards work again', 'ben: update vouchers do not'], topic),
  {
    ...{ at: 12, what: 'ben claims a role', least: sum(direct, line, repaintSummary) },
    act: (scene) => scene.type('ben: role scribe me'),
  },
  {
    ...{ at: 14, what: 'another priority, and not a word', changes: 1, least: sum(change, repaintHere) },
    act: (scene) => scene.type('cleo: priority medium'),
  },
  {
    ...{ at: 15, what: 'ana engages three', least: sum(invite, times(3, direct), repaintHere) },
    act: (scene) => scene.type('ana: engage @kim @lena @max vouchers are yours'),
  },
  burst(18, 'two updates', ['kim: update vouchers wait for the same lock', 'lena: update it is released']),
  burst(20, 'an update', ['max: update vouchers work again']),
  burst(25, 'stable', ['ana: status stable all payments go through'], topic),
  burst(28, 'two updates', ['hana: update no lock since ten minutes', 'ivan: update nor will there be']),
  {
    ...{ at: 30, what: 'ana offers her role to ben', least: direct },
    act: (scene) => scene.type('ana: handover commander @ben'),
  },
  {
    ...{ at: 31, what: 'ben accepts' },
    // The offer is settled; ana hears of it, ben has his duties, the channel a line.
    least: sum(settle, times(2, direct), line, repaint, topic),
    act: (scene) => scene.pressDirect('ben', 'asks you to be', 'accept_handover'),
  },
  burst(34, 'an update', ['ben: update we watch it for an hour']),
  {
    ...{ at: 35, what: 'nora types join', least: sum(invite, repaintHere) },
    act: (scene) => scene.person('nora').command('/dispatch join INC-1', 'general'),
  },
  burst(38, 'an update', ['nora: update a shop in Porto cannot pay again']),
  burst(
    40,
    'active again',
    ['ben: status active the lock is back', 'ben: severity critical everywhere'],
    topic,
  ),
  {
    ...{ at: 44, what: 'another priority, and not a word', changes: 1, least: sum(change, repaintHere) },
    act: (scene) => scene.type('hana: priority high'),
  },
  burst(48, 'two updates', ['ivan: update that person is found', 'ivan: update the report is off for good']),
  {
    ...{ at: 50, what: 'gus leaves the channel', least: repaintHere },
    act: (scene) => scene.person('gus').leaveChannel(scene.room().id),
  },
  {
    ...{ at: 55, what: 'ben promises the next update', changes: 1, least: sum(form, change, repaint) },
    act: (scene) => scene.update('ben', { note: 'The backlog is worked off.', next_update: '15' }),
  },
  {
    ...{ at: 60, what: 'ben engages omar', least: sum(invite, direct, repaintHere) },
    act: (scene) => scene.type('ben: engage @omar please watch the backlog'),
  },
  { at: 70, what: 'ben is reminded of his promise', least: direct, act: async () => undefined },
  burst(72, 'ben answers with an update', ['ben: update half of the backlog is left'], settle),
  burst(76, 'two updates', ['omar: update a quarter is left', 'omar: update and now it is nothing']),
  burst(80, 'stable again', ['ben: status stable the backlog is gone'], topic),
  {
    ...{ at: 85, what: 'ben promises another update', changes: 1, least: sum(form, change, repaint) },
    act: (scene) => scene.update('ben', { note: 'We go on watching.', next_update: '15' }),
  },
  {
    ...{ at: 88, what: 'finn leaves the channel', least: repaintHere },
    act: (scene) => scene.person('finn').leaveChannel(scene.room().id),
  },
  {
    ...{ at: 90, what: 'ben offers his role to cleo', least: direct },
    act: (scene) => scene.type('ben: handover commander @cleo'),
  },
  { at: 95, what: 'cleo is reminded of the offer', least: direct, act: async () => undefined },
  {
    ...{ at: 97, what: 'cleo accepts' },
    // Besides: ben's duties show no button any more, nor does what cleo was reminded in.
    least: sum(times(3, settle), times(2, direct), line, repaint, topic),
    act: (scene) => scene.pressDirect('cleo', 'asks you to be', 'accept_handover'),
  },
  { at: 102.5, what: 'cleo is reminded of the promise', least: direct, act: async () => undefined },
  burst(104, 'cleo answers with an update', ['cleo: update nothing was seen since'], settle),
  burst(106, 'an update', ['kim: update customers are told']),
  {
    ...{ at: 112, what: 'another type, in the form', changes: 1, least: sum(form, change, repaint) },
    act: (scene) => scene.update('cleo', { type: 'degradation', note: 'Most could pay all the time.' }),
  },
  burst(118, 'closed', ['cleo: close the report runs on a copy now'], topic),
]

/** Messages of one round, and when it is. */
const messages = 25
const rounds = [2, 4, 6, 8, 10, 14, 18, 25, 30, 35, 40, 44, 50, 55, 60, 72, 80, 88, 97, 106]
/** Of the first rounds somebody keeps a message with a 📌; of some somebody changes one: first what was kept in the round before. */
const kept = 12
const edited = 10
const editedKept = 3

/** What people say to one another meanwhile. */
export const talk: Moment[] = rounds.map((minute, i) => ({
  at: minute + 0.5,
  what: i < kept ? 'talk, with a 📌' : 'talk',
  messages,
  least: i < kept ? keep : {},
  async act({ chat, person, room }) {
    const keptBefore = room().messages.findLast((one) => one.reactions.some(({ name }) => name === pin))
    const [first, second] = await chat(messages)
    if (!first || !second) throw new Error('nobody said a word')
    if (i < kept) await person('ben').react(room().id, first.ts, pin)
    const changed = i <= editedKept && keptBefore ? keptBefore : second
    if (i < edited) await person(changed.user).edit(room().id, changed.ts, `${changed.text}, or so`)
  },
}))

const pin = 'pushpin'
