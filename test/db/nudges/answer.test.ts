import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinIncident } from '../../../db/incident/join.ts'
import { dismissNudge, snoozeNudge } from '../../../db/nudges/answer.ts'
import { postponeArchive } from '../../../db/nudges/archive.ts'
import { fireTimers } from '../../../db/work/timers.ts'
import { ana, ben, cleo, type Ground, olga, openGround, refusalOf, report } from '../ground.ts'
import { change, nudgeOf, pass, saidIn } from './nudged.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(async () => {
  await ground.db.execute(sql`truncate timers, facts, outbox, nudges, nudge_posts, incidents cascade`)
  await ground.db.execute(sql`update clock set ahead_ms = 0`)
})
afterAll(() => ground?.close())

/** An incident that ana was asked to tell of. */
async function asked(): Promise<{ incident: number; nudge: number }> {
  const incident = await report(ground)
  await joinIncident(ground.db, ben, { incident })
  await pass(ground, 120.2)
  return { incident, nudge: await nudgeOf(ground, incident, 'update.overdue') }
}

describe('Snooze', () => {
  it.each([30, 60, 120])('has it said again in %i minutes, and not before', async (minutes) => {
    const { incident, nudge } = await asked()
    await snoozeNudge(ground.db, ana, { nudge, minutes })
    expect(await ground.facts('nudge.snoozed')).toMatchObject([
      { incident_id: incident, actor_id: 'UANA', data: { nudge, kind: 'update.overdue', minutes } },
    ])
    await pass(ground, minutes - 1)
    expect(await saidIn(ground)).toHaveLength(1)
    await pass(ground, 1.1)
    expect(await saidIn(ground)).toHaveLength(2)
  })

  it('is for the one it went to, whoever else leads or administers', async () => {
    const { nudge } = await asked()
    for (const other of [ben, olga, cleo])
      expect(await refusalOf(snoozeNudge(ground.db, other, { nudge, minutes: 30 }))).toBe(
        other === cleo ? 'not_in' : 'nudge_not_yours',
      )
    expect(await ground.facts('nudge.snoozed')).toEqual([])
  })

  it('pressed twice, also at once, is one', async () => {
    const { nudge } = await asked()
    const both = [1, 2].map(() => refusalOf(snoozeNudge(ground.db, ana, { nudge, minutes: 30 })))
    expect((await Promise.all(both)).toSorted()).toEqual(['none', 'nudge_answered'])
    expect(await ground.facts('nudge.snoozed')).toHaveLength(1)
  })

  it('of what is done, or was said for the last time, is told so', async () => {
    const { incident, nudge } = await asked()
    for (let i = 0; i < 4; i++) await pass(ground, 30.1)
    expect(await refusalOf(snoozeNudge(ground.db, ana, { nudge, minutes: 30 }))).toBe('nudge_answered')
    await ground.db.execute(sql`update nudges set said = 1`)
    await change(ground, incident, sql`told_at = app_now()`)
    expect(await refusalOf(snoozeNudge(ground.db, ana, { nudge, minutes: 30 }))).toBe('nudge_answered')
  })

  it('is for no other time than is offered', async () => {
    const { nudge } = await asked()
    await expect(snoozeNudge(ground.db, ana, { nudge, minutes: 1 })).rejects.toThrow('that are offered')
  })
})

it('what nobody was told of yet is nothing to answer', async () => {
  await report(ground)
  await pass(ground, 2)
  const [row] = await ground.rows<{ id: number }>(sql`select id from nudges`)
  const nudge = row?.id ?? 0
  expect(await refusalOf(snoozeNudge(ground.db, ana, { nudge, minutes: 30 }))).toBe('nudge_answered')
  expect(await refusalOf(dismissNudge(ground.db, ana, { nudge }))).toBe('nudge_answered')
})

describe('Not needed', () => {
  it('ends it until the next time', async () => {
    const { incident, nudge } = await asked()
    await dismissNudge(ground.db, ana, { nudge })
    expect(await ground.facts('nudge.dismissed')).toMatchObject([{ actor_id: 'UANA', data: { nudge } }])
    await change(ground, incident, sql`title = 'still not needed'`)
    for (let i = 0; i < 5; i++) await pass(ground, 30.1)
    expect(await saidIn(ground)).toHaveLength(1)
    await change(ground, incident, sql`told_at = app_now()`)
    await pass(ground, 120.1)
    expect(await saidIn(ground)).toHaveLength(2)
  })

  it('is for the one it went to', async () => {
    const { nudge } = await asked()
    expect(await refusalOf(dismissNudge(ground.db, ben, { nudge }))).toBe('nudge_not_yours')
    expect(await refusalOf(dismissNudge(ground.db, ana, { nudge }))).toBe('none')
    expect(await refusalOf(dismissNudge(ground.db, ana, { nudge }))).toBe('nudge_answered')
  })

  it('of one that is not there, or of an incident that is not one’s own to see, is refused alike', async () => {
    const { incident, nudge } = await asked()
    await ground.db.execute(sql`update incidents set visibility = 'restricted' where id = ${incident}`)
    expect(await refusalOf(dismissNudge(ground.db, cleo, { nudge }))).toBe('incident_not_visible')
    expect(await refusalOf(dismissNudge(ground.db, cleo, { nudge: 99_999_999 }))).toBe('incident_not_visible')
  })

  it('of what went to the channel is for everyone in it', async () => {
    const { nudge } = await asked()
    await ground.db.execute(sql`update nudges set person_id = null`)
    expect(await refusalOf(dismissNudge(ground.db, ben, { nudge }))).toBe('none')
  })
})

describe('Keep it a week longer', () => {
  const closed = sql`status = 'closed', closed_at = app_now(), archive_at = app_now() + interval '7 days'`
  const dueOf = async (incident: number) => {
    const [row] = await ground.rows<{ due: number }>(
      sql`select floor(extract(epoch from archive_at))::float8 as due from incidents where id = ${incident}`,
    )
    return row?.due ?? 0
  }

  async function closing(): Promise<number> {
    const incident = await report(ground)
    await ground.db.execute(
      sql`insert into resources (incident_id, kind, external_id) values (${incident}, 'channel', 'C1')`,
    )
    await change(ground, incident, closed)
    return incident
  }

  it('moves the end by a week, once however often it is pressed, and is said again then', async () => {
    const incident = await closing()
    await pass(ground, 6 * 24 * 60 + 0.1)
    const due = await dueOf(incident)
    const press = () => refusalOf(postponeArchive(ground.db, ana, { incident, due }))
    expect((await Promise.all([press(), press()])).toSorted()).toEqual(['none', 'not_to_be_archived'])
    expect(await dueOf(incident)).toBe(due + 7 * 24 * 3600)
    expect(await ground.facts('archive.postponed')).toHaveLength(1)
    await fireTimers(ground.db)
    await pass(ground, 7 * 24 * 60)
    expect(await saidIn(ground)).toHaveLength(2)
    expect(await ground.facts('archive.due')).toEqual([])
    await pass(ground, 24 * 60)
    expect(await ground.facts('archive.due')).toHaveLength(1)
  })

  it('is too late once it is to be archived, and is nothing for one that is open', async () => {
    const incident = await closing()
    const due = await dueOf(incident)
    await ground.db.execute(sql`update incidents set status = 'active'`)
    expect(await refusalOf(postponeArchive(ground.db, ana, { incident, due }))).toBe('not_to_be_archived')
    await ground.db.execute(sql`update incidents set status = 'closed'`)
    await pass(ground, 7 * 24 * 60 + 1)
    expect(await refusalOf(postponeArchive(ground.db, ana, { incident, due }))).toBe('not_to_be_archived')
  })

  it('is for those who are in it', async () => {
    const incident = await closing()
    const due = await dueOf(incident)
    expect(await refusalOf(postponeArchive(ground.db, ben, { incident, due }))).toBe('not_in')
  })
})
