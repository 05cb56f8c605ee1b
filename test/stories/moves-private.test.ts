import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { getCard } from '../../db/incident/card.ts'
import { openStage, type Stage } from '../stage.ts'
import { briefIn, calm, closeAll, postsIn, report, textOf } from '../tale.ts'
import type { Channel, Person } from '../workspace/slack/contract.ts'
import { buttonsOf, placeOf, told, wasTold } from './crew.ts'
import { clean, disturbed, factsOf, roomOf, tell } from './moved.ts'

let stage: Stage
let ana: Person
let olga: Person
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      slack.addPerson({ name: 'olga', kind: 'owner' })
      for (const name of ['incidents', 'board', 'operations'])
        slack.addChannel({ name, members: ['ana', 'ben', 'olga'] })
    },
    configuration: (slack) => `
broadcast: [{ channel: ${slack.channel('incidents').id} }, { channel: ${slack.channel('board').id} }]
operations: ${slack.channel('operations').id}`,
  })
  ;[ana, olga] = [stage.slack.person('ana'), stage.slack.person('olga')]
})
afterEach(() => clean(stage))
afterAll(() => stage?.close())

const says = (room: Channel, words: string) =>
  postsIn(stage, room).filter((one) => !room.pins.includes(one.ts) && textOf(one).includes(words)).length

/** Wherever the database still has this id, facts aside, which tell what was. */
async function placesOf(id: string): Promise<string[]> {
  const columns = await stage.db.execute<{ table_name: string; column_name: string }>(sql`
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY')
      and table_name not in ('facts', 'channel_moves', 'inbox', 'requests')`)
  const found: string[] = []
  for (const { table_name: table, column_name: column } of columns) {
    const rows = await stage.db.execute(
      sql`select 1 from ${sql.identifier(table)} where position(${id} in ${sql.identifier(column)}::text) > 0
        and not (${table} = 'steps' and (${sql.identifier(table)}::text like '%lookAtChannel%'))`,
    )
    if (rows.length > 0) found.push(`${table}.${column}`)
  }
  return found
}

it('a channel that is made private is followed to its new id, and its commander offered to restrict', async () => {
  const { incident, room } = await roomOf(stage, 'private now')
  await olga.joinChannel(room.id)
  const kept = await ana.say(room.id, 'the cable is loose')
  await ana.react(room.id, kept.ts, 'pushpin')
  await calm(stage)
  const former = room.id
  await disturbed(stage, async () => {
    await tell(stage, ana, incident, 'just before')
    await olga.makePrivate(room.id)
    await tell(stage, ana, incident, 'just after')
    await ana.unreact(room.id, kept.ts, 'pushpin')
    await ana.react(room.id, kept.ts, 'pushpin')
  })
  expect(room.id).not.toBe(former)
  expect(await placesOf(former)).toEqual([])
  expect([says(room, 'just before'), says(room, 'just after')]).toEqual([1, 1])
  expect(textOf(briefIn(stage, room).blocks)).toContain('just after')
  expect(textOf(postsIn(stage, stage.slack.channel('incidents')).at(0)?.blocks)).toContain(`<#${room.id}>`)
  const dm = told(ana, `<#${room.id}>, the channel of INC-${incident}, is private now`)
  expect(buttonsOf(dm)).toEqual(['open_restrict'])
  expect((await factsOf(stage, incident, 'channel.%')).map(([type]) => type)).toEqual([
    'channel.opened',
    'channel.moved',
  ])
  await ana.click(placeOf(stage.slack, dm), 'open_restrict')
  await stage.slack.until('the form', () => ana.view)
  await ana.fill('note', 'it is about people')
  await ana.submit()
  await closeAll(ana)
  await stage.settle()
  const card = await getCard(stage.db, incident)
  expect([card.visibility, card.resources.find((one) => one.kind === 'channel')?.externalId]).toEqual([
    'restricted',
    room.id,
  ])
  expect(stage.slack.channels().filter((one) => one.name.includes('private-now'))).toHaveLength(1)
})

it('what Slack still says of the former id is of the channel that has another now', async () => {
  const { incident, room } = await roomOf(stage, 'late news')
  await olga.joinChannel(room.id)
  await calm(stage)
  const former = room.id
  await olga.makePrivate(room.id)
  await calm(stage)
  await stage.slack.sockets.deliver({
    ...{ type: 'member_joined_channel', user: stage.slack.person('ben').id, channel: former },
    ...{ channel_type: 'C', team: stage.slack.team.id, event_ts: String(Date.now() / 1000) },
  })
  await calm(stage)
  expect((await getCard(stage.db, incident)).people.map((one) => one.id)).toContain(
    stage.slack.person('ben').id,
  )
})

it('what was posted just before, without an answer, is found in the channel under its new id', async () => {
  const board = stage.slack.channel('board')
  const former = board.id
  stage.slack.faults.at({ method: 'chat.postMessage', times: 3 }, { kind: 'reply lost' })
  stage.slack.faults.at(
    { method: 'conversations.history', times: Number.POSITIVE_INFINITY },
    { kind: 'http', status: 503 },
  )
  await report(stage, ana, 'answer lost')
  await closeAll(ana)
  const announced = () => postsIn(stage, board).filter((one) => one.text.includes('answer lost')).length
  await stage.slack.until('the announcement', () => announced() === 1)
  await olga.makePrivate(former)
  await expect.poll(() => placesOf(former)).toEqual([])
  stage.slack.faults.clear()
  await stage.settle(30_000)
  expect(announced()).toBe(1)
}, 60_000)

it('the channels of announcements and of troubles that are made private are followed, and told in', async () => {
  for (const name of ['incidents', 'operations']) {
    const outlet = stage.slack.channel(name)
    const former = outlet.id
    const { incident } = await roomOf(stage, `before ${name}`)
    await disturbed(stage, () => olga.makePrivate(former))
    expect(await placesOf(former)).toEqual([])
    const { incident: next } = await roomOf(stage, `after ${name}`)
    await tell(stage, ana, incident, `told after ${name}`)
    const board = stage.slack.channel('incidents')
    expect(says(board, `INC-${next}*`)).toBe(1)
    expect(says(board, `INC-${incident}*`)).toBe(1)
    expect(postsIn(stage, board).some((one) => textOf(one).includes(`told after ${name}`))).toBe(true)
  }
  expect(wasTold(ana, 'where Dispatch')).toBe(false)
})
