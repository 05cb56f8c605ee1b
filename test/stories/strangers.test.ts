import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPerson } from '../../db/people/people.ts'
import { permit } from '../../db/verb.ts'
import { openStage, type Stage } from '../stage.ts'
import { postsIn, report, textOf } from '../tale.ts'
import type { Kind } from '../workspace/slack/contract.ts'

let stage: Stage
const outsiders: [name: string, kind: Kind, sentence: string][] = [
  ['gus', 'guest', 'Guests cannot use Dispatch'],
  ['gil', 'single-channel guest', 'Guests cannot use Dispatch'],
  ['dora', 'deactivated', 'deactivated'],
]

beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana' })
      for (const [name, kind] of outsiders) slack.addPerson({ name, kind })
      slack.addPerson({ name: 'stan', kind: 'stranger' })
      slack.addChannel({ name: 'incidents', members: ['ana', 'stan', ...outsiders.map(([name]) => name)] })
    },
    configuration: (slack) => `broadcast: [{ channel: ${slack.channel('incidents').id} }]`,
  })
})
afterAll(() => stage?.close())

it.each(outsiders)('%s, a %s, is told why not', async (name, _, sentence) => {
  const person = stage.slack.person(name)
  // A deactivated person has no client any more; what is still under way arrives all the same.
  const act = person.kind === 'deactivated' ? undefined : person.command('/dispatch it burns', 'incidents')
  if (!act) return expect(await refusedCode(name)).toBe('deactivated')
  await act
  expect(textOf(person.whispers.at(-1))).toContain(sentence)
  expect(person.view).toBeUndefined()
})

it.each([
  ['gus', 'a guest', 'Guests cannot use Dispatch'],
  ['stan', 'a stranger from another organisation', 'another organisation'],
])('%s, %s, who presses Join is told why not, and is not added', async (name, _, sentence) => {
  const gus = stage.slack.person(name)
  await report(stage, stage.slack.person('ana'), 'members only')
  await stage.settle()
  const board = stage.slack.channel('incidents')
  const message = postsIn(stage, board).at(-1)
  await gus.click({ channel: board.id, ts: message?.ts ?? '' }, 'join_incident')
  await stage.slack.until('the sentence', () => textOf(gus.whispers.at(-1)).includes(sentence))
  const [row] = await stage.db.execute(sql`select 1 from participants where person_id = ${gus.id}`)
  expect(row).toBeUndefined()
})

it.each(['update', 'people', 'reopen', 'list'])(
  'a guest who types %s, and no incident, reads why not, and of none',
  async (word) => {
    const gus = stage.slack.person('gus')
    await report(stage, stage.slack.person('ana'), 'the vault is ajar')
    const before = gus.whispers.length
    await gus.command(`/dispatch ${word}`, 'incidents')
    expect(gus.whispers.length).toBe(before + 1)
    expect(textOf(gus.whispers.at(-1))).toContain('Guests cannot use Dispatch')
    expect(textOf(gus.whispers)).not.toContain('vault')
  },
)

it('a guest who opens Home reads why not, and of no incident', async () => {
  const gus = stage.slack.person('gus')
  await report(stage, stage.slack.person('ana'), 'the vault is open')
  await gus.openHome()
  await stage.slack.until('Home', () => gus.home)
  expect(textOf(gus.home?.view)).toContain('Guests cannot use Dispatch')
  expect(textOf(gus.home?.view)).not.toContain('vault')
})

it('a person who became a guest while a list was open is told so, and reads no more of it', async () => {
  const lea = stage.slack.addPerson({ name: 'lea' })
  await lea.command('/dispatch list')
  await stage.slack.until('the list', () => lea.view)
  stage.slack.changePerson(lea.id, { kind: 'guest' })
  await expect.poll(async () => (await findPerson(stage.db, lea.id))?.kind).toBe('guest')
  await report(stage, stage.slack.person('ana'), 'the vault is gone')
  await lea.submit()
  expect(textOf(lea.view)).toContain('Guests cannot use Dispatch')
  expect(textOf(lea.view)).not.toContain('is gone')
})

it('a person who became a guest while the form was open is refused in the form', async () => {
  const eve = stage.slack.addPerson({ name: 'eve' })
  await eve.command('/dispatch just before')
  await stage.slack.until('the form', () => eve.view)
  stage.slack.changePerson(eve.id, { kind: 'guest' })
  await expect.poll(async () => (await findPerson(stage.db, eve.id))?.kind).toBe('guest')
  await eve.submit()
  expect(textOf(eve.view?.errors)).toContain('Guests cannot use Dispatch')
})

it('somebody whom Slack has not told of yet is asked after, and may report', async () => {
  const fay = stage.slack.addPerson({ name: 'fay' })
  await stage.db.execute(sql`delete from people where id = ${fay.id}`)
  const incident = await report(stage, fay, 'I am new here')
  expect(incident).toBeGreaterThan(0)
  await stage.settle()
})

it('every refusal is in the audit trail, without anybody’s words', async () => {
  const rows = await stage.db.execute<{ data: { act: string; code: string }; words: unknown }>(
    sql`select data, words from facts where type = 'act.refused'`,
  )
  expect(rows.map((row) => row.data.code)).toEqual(expect.arrayContaining(['guest', 'stranger']))
  expect(rows.every((row) => row.words === null)).toBe(true)
})

async function refusedCode(name: string): Promise<string | undefined> {
  return permit(stage.db, 'incident.report', stage.slack.person(name).id).then(
    () => undefined,
    (error: { code?: string }) => error.code,
  )
}
