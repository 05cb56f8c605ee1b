import type { Mutant } from '../kill/mutants.ts'
import type { Weights } from './commands/all.ts'

/** A guard of the product, taken out; the model must notice. */
export interface ModelMutant extends Omit<Mutant, 'shows'> {
  /** What must be found wrong with it. */
  shows: RegExp
  /** What happens more often in the lives that are to find it. */
  weights: Weights
}

const picture = /the (brief|announcement) lacks|the topic is/
const changing: Weights = { grading: 10, standing: 4, naming: 10, saying: 1, pinning: 1, editing: 1 }
/** Nothing else changes what is painted, so that the last trouble in a life is there to be seen. */
const still: Weights = {
  grading: 0,
  standing: 0,
  naming: 0,
  telling: 0,
  handing: 0,
  blurring: 0,
  sleeping: 0,
}
const keeping: Weights = { saying: 8, pinning: 14, unpinning: 8, editing: 4, grading: 1, naming: 1 }

export const modelMutants: ModelMutant[] = [
  {
    name: 'a picture is not painted again when what it shows changes meanwhile',
    module: 'db/work/outcome.ts',
    from: /case when steps\.wanted > \$\{lease\.wanted\} or \$\{isUnsettled\} then/g,
    to: 'case when $${isUnsettled} then',
    shows: picture,
    weights: { ...still, waiting: 12, dyingOver: 0 },
  },
  {
    name: 'the brief is painted from what was read before its lease',
    module: 'jobs/incident/brief.ts',
    from: /getCard\(db, incident\), findResource\(db, incident, 'brief'\)/g,
    to: `((globalThis.read ??= new Map()).get(incident) ?? globalThis.read.set(incident, getCard(db, incident)).get(incident)),
      findResource(db, incident, 'brief')`,
    shows: picture,
    weights: changing,
  },
  {
    name: 'a picture that one who has died may still paint over is not painted again',
    module: 'jobs/step.ts',
    from: /const isUnsettled = [^\n]*/g,
    to: 'const isUnsettled = false',
    shows: picture,
    weights: { ...still, dyingOver: 12 },
  },
  {
    name: 'who painted without holding the lease any more leaves it at that',
    module: 'jobs/step.ts',
    from: /await wantAgain\(shop\.db, lease\)/g,
    to: 'return',
    shows: picture,
    weights: { ...still, sleepingOver: 12 },
  },
  {
    name: 'a 📌 that is taken off is not followed',
    module: 'app/timeline/keep.ts',
    from: /else await followRelease/g,
    to: 'else if (!db) await followRelease',
    shows: /the timeline has .* besides|is shown \d+ times/,
    weights: { ...keeping, calming: 14, erasing: 0 },
  },
  {
    name: 'a 📌 that one takes off is off for all',
    module: 'db/timeline/keep.ts',
    from: /array_remove\(keepers, \$\{person\}\)/g,
    to: 'array_remove(array[]::text[], $${person})',
    shows: /the timeline lacks|is shown 0 times/,
    weights: { ...keeping, joining: 10, pinning: 1, unpinning: 1, sharing: 12, erasing: 0 },
  },
  {
    name: 'an edit says what its event says, in whatever order these come',
    module: 'app/timeline/revise.ts',
    from: /await follow\(db, client, \{ channel: event\.channel, ts: event\.message\.ts \}\)/g,
    to: `if (await isKept(db, event.channel, event.message.ts)) await followEdit(db, slack,
      { channel: event.channel, ts: event.message.ts, text: await readWords(db, event.message) })`,
    shows: /the timeline lacks|is shown 0 times/,
    weights: { ...keeping, unpinning: 1, rewording: 12, erasing: 0 },
  },
  {
    name: 'a topic whose setting got no answer is taken to stand',
    module: 'jobs/incident/channel.ts',
    from: /const stands = scene\.lease\.ambiguous && [^\n]*/g,
    to: 'const stands = scene.lease.ambiguous',
    shows: /the topic is/,
    weights: { ...still, mislaying: 12 },
  },
  {
    name: 'a ticket counts as written before it is',
    module: 'jobs/incident/paint-ticket.ts',
    from: /await write\(easel, 'words', /g,
    to: "await easel.painted({ summary, masked }), await write(easel, 'words', ",
    shows: /the ticket is called/,
    weights: { ...still, misnaming: 12 },
  },
]
