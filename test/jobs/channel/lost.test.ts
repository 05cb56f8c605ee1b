import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { askForChannel } from '../../../db/channel/ask.ts'
import { channelSeen } from '../../../db/channel/seen.ts'
import type { Loss } from '../../../db/facts.ts'
import { findResource } from '../../../db/incident/place.ts'
import { updateIncident } from '../../../db/incident/update.ts'
import { assignRoles } from '../../../db/people/assign.ts'
import { engagePeople } from '../../../db/people/engage.ts'
import type { Visibility } from '../../../db/schema/incidents.ts'
import { verb } from '../../../db/verb.ts'
import { ana, app, ben, report } from '../../db/ground.ts'
import { refused } from '../far-side.ts'
import { type Bench, openBench } from '../workshop.ts'

let bench: Bench
let incident: number
let channel: string
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  await bench.db.execute(sql`truncate steps, buckets, facts, outbox`)
  bench.posts.length = 0
})
afterAll(() => bench?.close())

async function open(visibility: Visibility): Promise<void> {
  incident = await report(bench, { visibility })
  await bench.plan()
  await bench.withChannel(incident)
  channel = (await findResource(bench.db, incident, 'channel'))?.externalId ?? ''
}

/** Runs all steps of the incident that bear this name, and plans what follows. */
async function run(reaction: string): Promise<void> {
  const steps = await bench.rows<{ id: string }>(
    sql`select id from steps where incident_id = ${incident} and reaction = ${reaction} and state = 'waiting' order by id`,
  )
  for (const { id } of steps) await bench.run(Number(id))
  await bench.plan()
}

/** Slack is found to have the channel so. */
async function see(how: Loss | null): Promise<void> {
  const now = { how, name: undefined, isPrivate: undefined }
  await verb('step.finish', (work) => channelSeen(work, channel, now))(bench.db, app, undefined)
  await bench.plan()
  await run('tellLost')
  await run('paintLost')
}

async function goOn(who = ana): Promise<string> {
  await askForChannel(bench.db, who, { incident, channel, wish: 'another' })
  await bench.plan()
  await run('openSuccessor')
  await run('paintLost')
  return (await findResource(bench.db, incident, 'channel'))?.externalId ?? ''
}

/** Ana, who leads it, hands over to Ben and leaves. */
async function leave(): Promise<void> {
  const roles = [{ role: 'commander', person: 'UBEN' }]
  await engagePeople(bench.db, ana, { incident, people: ['UBEN'], groups: [], observer: false, reason: '' })
  await assignRoles(bench.db, ana, { incident, roles })
  await bench.db.execute(
    sql`update participants set left_at = now() where incident_id = ${incident} and person_id = 'UANA'`,
  )
  await bench.plan()
  // What else Ben is told would come first.
  await bench.db.execute(sql`delete from steps where state = 'waiting'`)
}

const told = (person: string) =>
  JSON.stringify(bench.posts.filter((one) => one.channel === `D${person}`).map((one) => one.message))

it('who left a restricted incident is told no more of its channel, nor where it goes on', async () => {
  await open('restricted')
  await see('removed')
  expect(told('UANA')).toContain('took Dispatch out')
  await see(null)
  await leave()
  await see('removed')
  expect(told('UBEN')).toContain('button')
  expect(told('UANA')).not.toMatch(/took Dispatch out|button/)
  expect(told('UANA')).toContain(`*INC-${incident}* is restricted to those who are in it`)
  const next = await goOn(ben)
  expect(told('UBEN')).toContain(`<#${next}>`)
  expect(told('UANA')).not.toContain(next)
})

it('nor is told of it where that was only about to be told', async () => {
  await open('restricted')
  bench.next('post', refused('user_not_found'))
  await see('removed')
  await leave()
  await bench.db.execute(sql`update steps set state = 'waiting' where reaction = 'tellLost'`)
  await run('tellLost')
  expect(told('UANA')).toBe('[]')
})

it('a channel that was deleted keeps its name, however the next is called', async () => {
  await open('open')
  await see('deleted')
  expect(told('UANA')).toContain(`deleted #inc-${incident}-checkout-is-down`)
  await updateIncident(bench.db, ana, { incident, note: '', wishes: { title: { to: 'payments are down' } } })
  await bench.plan()
  const next = await goOn()
  expect(bench.channels.find((one) => one.id === next)?.name).toContain('payments-are-down')
  expect(told('UANA')).toContain(`deleted #inc-${incident}-checkout-is-down`)
})

it('a message that somebody deleted keeps no other from being painted', async () => {
  await open('open')
  await see('archived')
  await see(null)
  await see('archived')
  bench.next('repaint', refused('message_not_found'))
  await see(null)
  expect(await bench.rows(sql`select 1 from steps where state = 'failed'`)).toEqual([])
  expect(JSON.stringify(bench.posts.at(-1))).toContain('It is back by now')
})
