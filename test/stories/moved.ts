import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Stage } from '../stage.ts'
import { calm, channelOf, closeAll, report } from '../tale.ts'
import type { Channel, Person } from '../workspace/slack/contract.ts'
import { placeOf, told } from './crew.ts'

/** What people do while Slack's events come twice, late and out of order; resolves when all of it has run its course. */
export async function disturbed(stage: Stage, act: () => Promise<unknown>): Promise<void> {
  stage.slack.sockets.disturb({ double: 0.7, shuffle: 0.5, seed: 11 })
  await act()
  stage.slack.sockets.disturb(undefined)
  await calm(stage)
}

/** An incident that ana leads, and its channel. */
export async function roomOf(
  stage: Stage,
  title: string,
  more: Record<string, string> = {},
): Promise<{ incident: number; room: Channel }> {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, title, more)
  await stage.settle()
  await closeAll(ana)
  return { incident, room: channelOf(stage, incident) }
}

/** Facts of an incident of these types, the oldest first. */
export async function factsOf(stage: Stage, incident: number, like: string) {
  const rows = await stage.db.execute<{ type: string; data: Record<string, unknown> }>(sql`
    select type, data from facts where incident_id = ${incident} and type like ${like} order by id`)
  return rows.map(({ type, data }) => [type, data.how ?? data.name ?? data.reason ?? data.wish, data.by])
}

/** Presses a button of the message in which the app told the person so. */
export async function press(stage: Stage, person: Person, words: string, action: string): Promise<void> {
  await person.click(placeOf(stage.slack, told(person, words)), action)
  await stage.settle()
}

/** Tells how it stands, from a channel that is not the incident's. */
export async function tell(stage: Stage, person: Person, incident: number, words: string): Promise<void> {
  await person.command(`/dispatch update INC-${incident} ${words}`, 'incidents')
  await stage.settle()
}

/** Nothing that people did was an error, and no step is a dead letter. */
export async function clean(stage: Stage): Promise<void> {
  stage.slack.sockets.disturb(undefined)
  stage.slack.faults.clear()
  expect(await stage.db.execute(sql`select error, tries from inbox where error is not null`)).toEqual([])
  expect(
    await stage.db.execute(sql`select reaction, place, error from steps where state = 'failed'`),
  ).toEqual([])
}
