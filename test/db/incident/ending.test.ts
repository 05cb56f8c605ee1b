import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getCard } from '../../../db/incident/card.ts'
import { declineIncident } from '../../../db/incident/decline.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { mergeIncident } from '../../../db/incident/merge.ts'
import { restoreIncident } from '../../../db/incident/restore.ts'
import { listTargets } from '../../../db/incident/targets.ts'
import { fireTimers } from '../../../db/work/timers.ts'
import {
  ana,
  ben,
  cleo,
  crewOf,
  type Ground,
  hold,
  openGround,
  refusalOf,
  report,
  waiting,
} from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround('archive_after_days: 3')
})
afterAll(() => ground?.close())

const why = 'the same thing'
const decline = (incident: number, who = ana, said = why) =>
  declineIncident(ground.db, who, { incident, why: said })
const merge = (incident: number, into: number, who = ana) =>
  mergeIncident(ground.db, who, { incident, into, why })
const restore = (incident: number, who = ana) =>
  restoreIncident(ground.db, who, { incident, why: 'it is not' })
const card = (incident: number) => getCard(ground.db, incident)
const factsOf = async (incident: number, type: Parameters<Ground['facts']>[0]) =>
  (await ground.facts(type)).filter((one) => one.incident_id === incident)
const set = (incident: number, fields: string) =>
  ground.db.execute(sql.raw(`update incidents set ${fields} where id = ${incident}`))
const hidden = (more = {}, who = ana) => report(ground, { visibility: 'restricted', ...more }, who)

describe('declining', () => {
  it('closes it as a false alarm, with its fact and the archiving of its channel to come', async () => {
    const incident = await report(ground)
    await set(incident, "status = 'stable', next_update_at = now()")
    await decline(incident)
    const now = await card(incident)
    expect(now).toMatchObject({ status: 'closed', outcome: 'declined', nextUpdateAt: null })
    const days = (Number(now.archiveAt) - Number(now.closedAt)) / 86_400_000
    expect(days).toBeCloseTo(3)
    expect(await factsOf(incident, 'incident.declined')).toMatchObject([
      { actor_id: 'UANA', data: { from: 'stable' }, words: { note: why } },
    ])
    await ground.db.execute(sql`update clock set ahead_ms = ahead_ms + ${3 * 86_400_000 + 1000}::int`)
    await fireTimers(ground.db)
    expect(await factsOf(incident, 'archive.due')).toHaveLength(1)
  })

  it('asks why, is for who leads, and is not for what is over', async () => {
    const incident = await report(ground)
    expect(await refusalOf(decline(incident, ana, ' '))).toBe('why_missing')
    expect(await refusalOf(decline(incident, ben))).toBe('not_in')
    await set(incident, "status = 'closed'")
    expect(await refusalOf(decline(incident))).toBe('closed_already')
  })

  it('and merging at the same instant: one wins, the other is told what it is now', async () => {
    for (let i = 0; i < 5; i++) {
      const [incident, into] = [await report(ground), await report(ground)]
      const codes = await Promise.all([refusalOf(decline(incident)), refusalOf(merge(incident, into))])
      const { outcome } = await card(incident)
      expect(codes).toEqual(
        outcome === 'declined' ? ['none', 'declined_already'] : ['merged_already', 'none'],
      )
    }
  })
})

describe('merging', () => {
  it('closes the one and brings its people into the other, who read along there if they did here', async () => {
    const [incident, into] = [await report(ground, {}, ana), await report(ground, {}, ben)]
    await joinIncident(ground.db, cleo, { incident })
    await ground.db.execute(
      sql`update participants set observer = true where incident_id = ${incident} and person_id = 'UCLEO'`,
    )
    expect(await merge(incident, into)).toEqual({ incident, into, people: 2 })
    expect(await card(incident)).toMatchObject({ status: 'closed', outcome: 'merged', mergedInto: into })
    expect(await crewOf(ground, into)).toEqual([
      ['UBEN', 'commander'],
      ['UANA', 'participant'],
      ['UCLEO', 'observer'],
    ])
    expect(await factsOf(incident, 'incident.merged')).toMatchObject([
      { data: { from: 'active', into }, words: { note: why } },
    ])
    expect(await factsOf(into, 'incident.absorbed')).toMatchObject([
      { data: { other: incident, brought: true } },
    ])
    expect(await factsOf(into, 'participant.added')).toMatchObject([
      { data: { person: 'UANA', why: 'merged', by: 'UANA' } },
      { data: { person: 'UCLEO', why: 'merged', observer: true } },
    ])
  })

  it('is not possible into itself, into what is over, and from what is over', async () => {
    const [incident, into, third] = [await report(ground), await report(ground), await report(ground)]
    expect(await refusalOf(merge(incident, incident))).toBe('merged_into_itself')
    await merge(into, third)
    expect(await refusalOf(merge(incident, into))).toBe('target_merged')
    await decline(third)
    expect(await refusalOf(merge(incident, third))).toBe('target_over')
    expect(await refusalOf(merge(third, incident))).toBe('declined_already')
    expect(await card(incident)).toMatchObject({ status: 'active' })
  })

  it('of two into one another at the same instant happens once, and makes no circle', async () => {
    for (let i = 0; i < 5; i++) {
      const [one, other] = [await report(ground), await report(ground)]
      const codes = await Promise.all([refusalOf(merge(one, other)), refusalOf(merge(other, one))])
      expect(codes.toSorted()).toEqual(['none', 'target_merged'])
      const statuses = [(await card(one)).status, (await card(other)).status]
      expect(statuses.toSorted()).toEqual(['active', 'closed'])
    }
  })

  it('into one that somebody else is just declining waits for that, and is told', async () => {
    const [incident, into] = [await report(ground), await report(ground)]
    const other = await hold(ground, (tx) =>
      tx.execute(sql`update incidents set status = 'closed', outcome = 'declined' where id = ${into}`),
    )
    const code = refusalOf(merge(incident, into))
    await expect.poll(() => waiting(ground)).toBe(1)
    await other.letGo()
    expect(await code).toBe('target_over')
  })

  it('into a restricted one that the person does not see says no more than of one that is not there', async () => {
    const [incident, secret] = [await report(ground, {}, ben), await hidden()]
    const told = (into: number) =>
      merge(incident, into, ben).then(
        () => '',
        (error: Error) => error.message,
      )
    expect(await told(secret)).toBe(await told(999_999))
    expect(await told(secret)).toContain('no such incident')
  })

  it('into a restricted one brings nobody who was not let in, and asks of the person to take part there', async () => {
    const [incident, secret] = [await report(ground, {}, ben), await hidden()]
    await ground.db.execute(sql`
      insert into participants (incident_id, person_id, observer, why, added_at)
      values (${secret}, 'UBEN', true, 'asked', now())`)
    expect(await refusalOf(merge(incident, secret, ben))).toBe('observer')
    await ground.db.execute(
      sql`update participants set observer = false where incident_id = ${secret} and person_id = 'UBEN'`,
    )
    await joinIncident(ground.db, cleo, { incident })
    expect(await merge(incident, secret, ben)).toMatchObject({ people: 0 })
    expect((await crewOf(ground, secret)).map(([id]) => id)).not.toContain('UCLEO')
  })

  it('of a restricted one is possible only into one that is restricted too', async () => {
    const [secret, into] = [await hidden(), await report(ground)]
    expect(await refusalOf(merge(secret, into))).toBe('would_show')
    const other = await hidden()
    await ground.db.execute(sql`
      insert into participants (incident_id, person_id, why, added_at) values (${secret}, 'UCLEO', 'asked', now())`)
    expect(await merge(secret, other)).toMatchObject({ people: 1 })
  })

  it('is offered into the open ones that the person sees, the most alike first', async () => {
    await ground.db.execute(sql`update incidents set status = 'closed'`)
    const incident = await report(ground, { title: 'checkout is down' }, ben)
    const alike = await report(ground, { title: 'the checkout is down' })
    await report(ground, { title: 'mail is slow' })
    const secret = await hidden({ title: 'checkout is down' })
    const offered = async (who: string, from = incident) =>
      (await listTargets(ground.db, who, from, null)).map((one) => one.id)
    expect((await offered('UBEN'))[0]).toBe(alike)
    expect(await offered('UBEN')).not.toContain(secret)
    expect(await offered('UANA')).toContain(secret)
    expect(await offered('UBEN')).not.toContain(incident)
    expect(await offered('UANA', secret)).not.toContain(incident)
  })
})

describe('taking it back', () => {
  it('makes it what it was, tells the other, and leaves people where they came', async () => {
    const [incident, into] = [await report(ground, {}, ana), await report(ground, {}, ben)]
    await set(incident, "status = 'stable', stable_at = now()")
    await merge(incident, into)
    await restore(incident)
    expect(await card(incident)).toMatchObject({
      ...{ status: 'stable', outcome: null, mergedInto: null, closedAt: null, archiveAt: null },
      stableAt: expect.any(Date),
    })
    expect(await factsOf(incident, 'incident.restored')).toMatchObject([
      { data: { to: 'stable', from: 'merged', into }, words: { note: 'it is not' } },
    ])
    expect(await factsOf(into, 'incident.parted')).toMatchObject([{ data: { other: incident } }])
    expect(await crewOf(ground, into)).toHaveLength(2)
  })

  it('goes by the last time that it was set aside, and once', async () => {
    const incident = await report(ground)
    await decline(incident)
    await restore(incident)
    await set(incident, "status = 'stable'")
    await decline(incident)
    const codes = await Promise.all([refusalOf(restore(incident)), refusalOf(restore(incident))])
    expect(codes.toSorted()).toEqual(['none', 'not_aside'])
    expect((await card(incident)).status).toBe('stable')
  })

  it('is not possible of what was closed, nor for who does not lead it', async () => {
    const incident = await report(ground)
    await set(incident, "status = 'closed'")
    expect(await refusalOf(restore(incident))).toBe('not_aside')
    expect(await refusalOf(restore(incident, ben))).toBe('not_in')
  })
})
