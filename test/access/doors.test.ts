import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { textOf } from '../tale.ts'
import type { Forgery } from '../workspace/slack/contract.ts'
import { actions } from './doors/actions.ts'
import { gather, markOf, outsiders, type Scene, secret } from './doors/crowd.ts'
import { allNamed, type Door, hostile, type Named } from './doors/forged.ts'
import { doorsInCode } from './doors/list.ts'
import { submissions } from './doors/submissions.ts'
import { typedWords } from './doors/words.ts'

let stage: Stage
let scene: Scene
let forger = 'olaf'
const log: string[] = []

const own = () => scene.own.get(forger) ?? 0
const somebody = () => stage.slack.person('ben').id
const known: Record<string, Record<string, Door>> = {
  action: actions(() => scene.spot, somebody),
  view: submissions(own, somebody),
  word: typedWords('general', own, somebody),
}
const everyDoor = Object.entries(known).flatMap(([way, doors]) =>
  Object.entries(doors).map(([name, door]) => ({ way, name, door })),
)

beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', ...outsiders.map(([one]) => one)]) slack.addPerson({ name })
      slack.addChannel({ name: 'general', members: ['ana', 'ben', ...outsiders.map(([one]) => one)] })
    },
    onLog: (line) => void log.push(line),
  })
  scene = await gather(stage)
}, 120_000)
afterAll(() => stage?.close())

it('knows every door that there is', () => {
  const there = doorsInCode()
  for (const [way, doors] of Object.entries(known))
    expect([...new Set(there[way])].toSorted()).toEqual(Object.keys(doors).toSorted())
  // They name no incident: what is chosen is a message or a word, and where it stands says which incident it is.
  expect(there.shortcut?.toSorted()).toEqual(['keep_message', 'report', 'report_message'])
  expect(there.options).toEqual(['tags'])
  expect(there.command).toEqual(['/dispatch'])
})

describe('whoever forges what a door carries', () => {
  it.each(everyDoor)(
    '$way $name: is answered, changes nothing and learns nothing',
    async ({ door }) => {
      const before = await markOf(stage, scene.restricted)
      const wrong: string[] = []
      for (const [name, kind] of outsiders) {
        forger = name
        const targets = {
          'of a restricted one': scene.named,
          ...(kind === 'member' ? allHostile : fewHostile),
        }
        for (const [what, named] of Object.entries(targets))
          for (const forged of door.forge(named))
            for (const fault of await faultsOf(name, door, forged))
              wrong.push(`${kind}, an id ${what}: ${fault}`)
      }
      expect(wrong).toEqual([])
      expect(await markOf(stage, scene.restricted)).toBe(before)
      const failed = await stage.db.execute(sql`select error from inbox where error is not null`)
      expect([...failed]).toEqual([])
    },
    180_000,
  )
})

const allHostile: Record<string, Named> = Object.fromEntries(
  Object.entries(hostile).map(([what, id]) => [what, allNamed(id)]),
)
const fewHostile = { 'in letters': allNamed('abc') }

async function faultsOf(name: string, door: Door, forged: Forgery): Promise<string[]> {
  const { slack, db } = stage
  const person = slack.person(name)
  if (outsiders.some(([one, kind]) => one === name && kind === 'unknown'))
    await db.execute(sql`delete from people where id = ${person.id}`)
  // Who decides is asked for access meanwhile.
  const insiders: unknown[] = ['ana', 'ben'].map((one) => slack.person(one).id)
  const [calls, lines] = [slack.calls.length, log.length]
  const ack = await slack.forge(name, forged)
  const answers = () => [
    ...(Object.keys(ack ?? {}).length > 0 ? [ack] : []),
    ...slack.calls
      .slice(calls)
      .flatMap(({ method, args }) =>
        answering.test(method) && !insiders.includes(args.channel) ? [args] : [],
      ),
  ]
  const patienceMs = door.silent ? 700 : 5_000
  const answered = await slack.until('an answer', () => answers().length > 0, patienceMs).catch(() => false)
  const said = textOf(answers())
  return [
    ...(ack === undefined ? ['it is not acknowledged'] : []),
    ...(answered || door.silent ? [] : ['there is no answer']),
    ...(said.includes(secret) ? [`it tells ${said}`] : []),
    ...(trouble.test(said) ? [`it answers ${said}`] : []),
    ...(door.harmless || refusal.test(said) ? [] : [`it is no refusal: ${said}`]),
    ...log.slice(lines).filter((line) => /"level":[456]0/.test(line)),
  ]
}

/** By what the one who asked is answered, beside the ack. */
const answering = /^(views\.|chat\.postMessage|response_url)/
const trouble = /did not work|too long|is slow/
/** Every way in which somebody is told that it may not be. */
const refusal =
  /no such|does not know this|cannot use|belongs to another organisation|a person has to|Which incident|no (open|closed|declined or merged) incident|was asked of somebody|comes? (the|one|people)|not that|That is no role/
