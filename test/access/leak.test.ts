import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { calm } from '../tale.ts'
import type { Jira } from '../workspace/jira/contract.ts'
import { startJira } from '../workspace/jira/server.ts'
import { type Story, time, told, within, without } from './leak/deeds.ts'
import {
  type Court,
  insideOf,
  keptWords,
  leaksOf,
  type Seen,
  standingOutside,
  upToNow,
} from './leak/judge.ts'
import { begin, type Deed, insiders, type Life, outsiders } from './leak/life.ts'
import { Marks } from './leak/marks.ts'

let stage: Stage
let jira: Jira
const log: string[] = []
beforeAll(async () => {
  jira = await startJira()
  stage = await openStage({
    offices: 2,
    before: (slack) => {
      for (const name of [...insiders, 'olaf']) slack.addPerson({ name })
      slack.addPerson({ name: 'adam', kind: 'owner' })
      slack.addPerson({ name: 'gus', kind: 'guest' })
      const members = [...insiders, ...outsiders]
      for (const name of ['general', 'incidents', 'ops']) slack.addChannel({ name, members })
    },
    configuration: (slack) =>
      `{ broadcast: [{ channel: ${slack.channel('incidents').id} }], operations: ${slack.channel('ops').id} }`,
    env: jira.env,
    onLog: (line) => void log.push(line),
  })
})
afterAll(async () => {
  await stage?.close()
  await jira?.stop()
})

const runs = Number(process.env.LEAK_RUNS ?? told.length + 2)
const seed = Number(process.env.LEAK_SEED ?? 7311)

const deeds = new Map([...within, ...without, ...time].map((one) => [nameOf(one), one]))
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...within.map(nameOf)) },
  { weight: 3, arbitrary: fc.constantFrom(...without.map(nameOf)) },
  { weight: 1, arbitrary: fc.constantFrom(...time.map(nameOf)) },
)
const story: fc.Arbitrary<Story> = fc.record({
  visibility: fc.constantFrom('open', 'restricted'),
  bursts: fc.array(fc.array(deed, { minLength: 1, maxLength: 3 }), {
    minLength: 8,
    maxLength: 12,
    size: 'max',
  }),
  words: fc.nat(),
})

it(
  `no words of a restricted incident get out, whatever people do (seed ${seed}, ${runs} runs)`,
  async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ visibility, bursts, words }) => {
        const marks = new Marks(words)
        const court: Court = { stage, jira, log, marks }
        const born = upToNow(court)
        const life = await open(marks, visibility)
        const sofar: string[] = [`INC-${life.incident} is reported, ${visibility}`]
        for (const [nth, burst] of bursts.entries()) {
          // Of one that was restricted from the start, its report is looked at too.
          const leaks = await during(court, life, burst, sofar, nth === 0 ? born : upToNow(court))
          expect({ leaks, sofar }).toEqual({ leaks: [], sofar })
        }
      }),
      { numRuns: runs, seed, endOnFailure: true, examples: told.map((one) => [one]) },
    )
  },
  runs * 60_000,
)

async function open(marks: Marks, visibility: string): Promise<Life> {
  const [row] = await stage.db.execute<{ next: number }>(
    sql`select coalesce(max(id), 0)::int + 1 as next from incidents`,
  )
  const next = row?.next ?? 1
  const apart = await begin(stage, marks, next, 'restricted')
  const openOne = await begin(stage, marks, next + 1, 'open')
  const incident = await begin(stage, marks, next + 2, visibility)
  return { stage, marks, incident, apart, open: openOne, isAlways: visibility === 'restricted' }
}

async function during(
  court: Court,
  life: Life,
  burst: string[],
  sofar: string[],
  since: Seen,
): Promise<string[]> {
  const before = await insideOf(court, life.incident)
  let secretSince = (await isRestricted(life)) ? since : undefined
  for (const name of burst) {
    sofar.push(name)
    await deedCalled(name).act(life)
    if (!secretSince && (await isRestricted(life))) secretSince = upToNow(court)
  }
  await calm(stage)
  sofar.push('(all is done)')
  if (!secretSince) return []
  const inside = new Set([...before, ...(await insideOf(court, life.incident))])
  const former = await formersOf(life)
  // What was shown before it was restricted may stand there still.
  const away = life.isAlways ? outsiders.filter((one) => !inside.has(stage.slack.person(one).id)) : []
  return [
    ...leaksOf(court, life.incident, inside, secretSince),
    ...standingOutside(court, life.incident, away, former),
    ...(await keptWords(court, life.incident)),
  ]
}

async function isRestricted({ incident }: Life): Promise<boolean> {
  const rows = await stage.db.execute(
    sql`select 1 from incidents where id = ${incident} and visibility = 'restricted'`,
  )
  return rows.length > 0
}

// What was said in them before it was restricted, Slack keeps.
async function formersOf({ incident }: Life): Promise<string[]> {
  const rows = await stage.db.execute<{ id: string }>(
    sql`select external_id as id from resources where incident_id = ${incident} and kind in ('channel', 'former_channel')`,
  )
  return rows.map((row) => row.id)
}

function nameOf({ name }: Deed): string {
  return name
}

function deedCalled(name: string): Deed {
  const found = deeds.get(name)
  if (!found) throw new Error(`nobody does "${name}"`)
  return found
}
