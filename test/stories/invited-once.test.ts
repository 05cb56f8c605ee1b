import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getCard } from '../../db/incident/card.ts'
import { openStage, type Stage } from '../stage.ts'
import { calm, channelOf, closeAll, report } from '../tale.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      slack.addChannel({ name: 'general', members: ['ana', 'ben'] })
    },
  })
})
afterAll(() => stage?.close())

const peopleIn = async (incident: number) => (await getCard(stage.db, incident)).people.map((one) => one.id)
const isInvited = async (incident: number, person: string) => {
  const rows = await stage.db.execute(sql`
    select 1 from participants where incident_id = ${incident} and person_id = ${person} and invited_at is not null`)
  return rows.length > 0
}

it('who leaves before Slack’s answer to their invitation is known is not invited again', async () => {
  const [ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
  const incident = await report(stage, ana, 'out at once')
  await closeAll(ana)
  await stage.settle()
  const channel = channelOf(stage, incident)
  stage.slack.faults.at({ method: 'conversations.invite' }, { kind: 'reply lost' })
  await ben.command(`/dispatch join INC-${incident}`, 'general')
  await stage.slack.until('the invitation', () => channel.members.has(ben.id))
  // That Ben has left is not heard yet.
  await stage.db.execute(sql`alter table inbox rename to inbox_away`)
  const leaving = ben.leaveChannel(channel.id)
  await expect.poll(() => isInvited(incident, ben.id)).toBe(true)
  await stage.db.execute(sql`alter table inbox_away rename to inbox`)
  await leaving
  await expect.poll(() => peopleIn(incident)).toEqual([ana.id])
  await calm(stage)
  expect(channel.members.has(ben.id)).toBe(false)
  expect(await peopleIn(incident)).toEqual([ana.id])
})

it('who types that they join, and hears that Dispatch was slow, is invited once', async () => {
  const [ana, ben] = [stage.slack.person('ana'), stage.slack.person('ben')]
  const incident = await report(stage, ana, 'typed twice')
  await closeAll(ana)
  await stage.settle()
  await ben.command(`/dispatch join INC-${incident}`, 'general')
  await stage.settle()
  await stage.db.execute(sql`update requests set told_at = null`)
  await ben.command(`/dispatch join INC-${incident}`, 'general')
  await stage.settle()
  const again = await stage.db.execute(
    sql`select 1 from facts where incident_id = ${incident} and type = 'participant.reinvited'`,
  )
  expect(again).toEqual([])
})
