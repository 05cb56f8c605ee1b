import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { planNudges } from '../../../db/nudges/plan.ts'
import { vacateRoles } from '../../../db/people/holders.ts'
import { keepPeople } from '../../../db/people/people.ts'
import { verb } from '../../../db/verb.ts'
import { fireTimers } from '../../../db/work/timers.ts'
import { ana, app, ben, type Ground, openGround, personOf, report } from '../ground.ts'
import { change, pass, saidIn, wind, windTo } from './nudged.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(async () => {
  await ground.db.execute(sql`truncate timers, facts, outbox, nudges, nudge_posts, incidents cascade`)
  await ground.db.execute(sql`update clock set ahead_ms = 0`)
})
afterAll(() => ground?.close())

const lose = verb(
  'channel.follow',
  async (work, { incident, person }: { incident: number; person: string }) => {
    await vacateRoles(work, incident, person)
    planNudges(work, incident)
  },
)
const overdue = (nth: number, late = false) => ['update.overdue', 'UANA', nth, late]

describe('an update that is overdue', () => {
  it('is asked for once the priority’s cadence has passed, five times at most', async () => {
    const incident = await report(ground)
    await pass(ground, 119)
    expect(await saidIn(ground)).toEqual([])
    await pass(ground, 1.1)
    expect(await saidIn(ground)).toEqual([overdue(1)])
    for (let i = 0; i < 8; i++) await pass(ground, 30.1)
    await change(ground, incident, sql`title = 'looked at once more'`)
    expect(await saidIn(ground, incident)).toEqual([1, 2, 3, 4, 5].map((nth) => overdue(nth)))
  })

  it('is asked for anew from the last that was told, and not while nothing is due', async () => {
    const incident = await report(ground)
    await pass(ground, 90)
    await change(ground, incident, sql`told_at = app_now()`)
    await pass(ground, 119)
    expect(await saidIn(ground)).toEqual([])
    await pass(ground, 1.1)
    await change(ground, incident, sql`told_at = app_now()`)
    await pass(ground, 120.1)
    expect(await saidIn(ground)).toEqual([overdue(1), overdue(1)])
    expect(await ground.facts('nudge.ended')).toMatchObject([{ data: { kind: 'update.overdue' } }])
  })

  it('is asked for when it was promised, where it was, also of a stable one', async () => {
    const incident = await report(ground)
    const promised = sql`told_at = app_now(), next_update_at = app_now() + interval '15 minutes', status = 'stable'`
    await change(ground, incident, promised)
    await pass(ground, 14)
    expect(await saidIn(ground)).toEqual([])
    await pass(ground, 1.1)
    expect(await saidIn(ground)).toEqual([overdue(1)])
  })

  it('comes sooner where the priority is raised, and never where it asks for none', async () => {
    const incident = await report(ground, { priority: 'low' })
    await pass(ground, 180)
    expect(await saidIn(ground)).toEqual([])
    await change(ground, incident, sql`priority = 'high'`)
    expect(await saidIn(ground)).toEqual([overdue(1)])
    await ground.db.execute(sql`update options set cadence_minutes = null where key = 'medium'`)
    await change(ground, incident, sql`priority = 'medium'`)
    await pass(ground, 24 * 60)
    expect(await saidIn(ground)).toHaveLength(1)
    await ground.db.execute(sql`update options set cadence_minutes = 360 where key = 'medium'`)
  })

  it.each([sql`status = 'closed', closed_at = app_now()`, sql`status = 'stable'`])(
    'is dropped where the incident wants none any more, without a word',
    async (set) => {
      const incident = await report(ground)
      await pass(ground, 100)
      await ground.db.execute(sql`update incidents set ${set} where id = ${incident}`)
      await pass(ground, 60)
      expect(await saidIn(ground)).toEqual([])
      expect(await ground.facts('nudge.ended')).toEqual([])
    },
  )
})

describe('an incident that nobody leads', () => {
  it('is told to who reported it, then in its channel', async () => {
    const incident = await report(ground, {}, ben)
    await ground.db.execute(sql`update incidents set commander_id = 'UANA' where id = ${incident}`)
    await lose(ground.db, app, { incident, person: 'UANA' })
    await pass(ground, 5.1)
    await pass(ground, 15.1)
    await pass(ground, 15.1)
    expect(await saidIn(ground)).toEqual([
      ['commander.missing', 'UBEN', 1, false],
      ['commander.missing', null, 2, false],
      ['commander.missing', null, 3, false],
    ])
    await change(ground, incident, sql`commander_id = 'UBEN'`)
    await pass(ground, 60)
    expect(await saidIn(ground)).toHaveLength(3)
    expect(await ground.facts('nudge.ended')).toHaveLength(1)
  })

  it('is told in the channel at once where who reported it is not in it any more', async () => {
    const incident = await report(ground)
    await ground.db.execute(sql`update participants set left_at = app_now() where incident_id = ${incident}`)
    await lose(ground.db, app, { incident, person: 'UANA' })
    await pass(ground, 5.1)
    expect(await saidIn(ground)).toEqual([['commander.missing', null, 1, false]])
  })

  it('again is another thing than the time before', async () => {
    const incident = await report(ground)
    for (const count of [1, 2]) {
      await lose(ground.db, app, { incident, person: 'UANA' })
      await pass(ground, 5.1)
      expect(await saidIn(ground)).toHaveLength(count)
      await change(ground, incident, sql`commander_id = 'UANA'`)
      await pass(ground, 5.1)
    }
  })
})

it('a severity that nobody knows is asked for after half an hour, three times', async () => {
  await report(ground, { severity: 'undetermined', priority: 'low' })
  await pass(ground, 29)
  expect(await saidIn(ground)).toEqual([])
  await pass(ground, 1.1)
  for (let i = 0; i < 5; i++) await pass(ground, 60.1)
  expect(await saidIn(ground)).toEqual([1, 2, 3].map((nth) => ['severity.undetermined', 'UANA', nth, false]))
})

it('a hand-over that is not answered is told once more to who was asked', async () => {
  const incident = await report(ground)
  await ground.db.execute(sql`insert into handovers (incident_id, role, from_id, to_id, offered_by, offered_at)
    values (${incident}, 'commander', 'UANA', 'UBEN', 'UANA', app_now())`)
  await change(ground, incident, sql`title = 'handed over'`)
  await pass(ground, 4)
  expect(await saidIn(ground)).toEqual([])
  await pass(ground, 1.1)
  await pass(ground, 60)
  expect(await saidIn(ground)).toEqual([['handover.open', 'UBEN', 1, false]])
})

it('a channel is told a day before that it will be archived', async () => {
  const incident = await report(ground)
  await ground.db.execute(
    sql`insert into resources (incident_id, kind, external_id) values (${incident}, 'channel', 'C1')`,
  )
  const closed = sql`status = 'closed', closed_at = app_now(), archive_at = app_now() + interval '7 days'`
  await change(ground, incident, closed)
  await pass(ground, 6 * 24 * 60 - 1)
  expect(await saidIn(ground)).toEqual([])
  await pass(ground, 1.1)
  await pass(ground, 2 * 24 * 60)
  expect(await saidIn(ground)).toEqual([['archive.soon', null, 1, false]])
})

describe('one who is reminded of several things', () => {
  it('hears of them one after another, five minutes apart', async () => {
    for (let i = 0; i < 4; i++) await report(ground)
    await pass(ground, 120.2)
    expect(await saidIn(ground)).toHaveLength(1)
    for (const count of [2, 3, 4]) {
      await pass(ground, 4.9)
      expect(await saidIn(ground)).toHaveLength(count - 1)
      await pass(ground, 0.2)
      expect(await saidIn(ground)).toHaveLength(count)
    }
  })

  it('does so also where several processes look at once', async () => {
    for (let i = 0; i < 6; i++) await report(ground)
    await wind(ground, 120.2)
    await Promise.all(Array.from({ length: 4 }, () => fireTimers(ground.db)))
    expect(await saidIn(ground)).toHaveLength(1)
  })

  it('keeps nobody else waiting', async () => {
    await report(ground)
    await report(ground, {}, ben)
    await pass(ground, 120.2)
    expect((await saidIn(ground)).map(([, person]) => person).toSorted()).toEqual(['UANA', 'UBEN'])
  })
})

describe('what was due while nobody ran', () => {
  it('comes once, and says that it is late, each thing apart', async () => {
    const [first, second] = [await report(ground), await report(ground)]
    await wind(ground, 120 + 4 * 30)
    await fireTimers(ground.db)
    await fireTimers(ground.db)
    expect(await saidIn(ground)).toEqual([overdue(1, true)])
    await pass(ground, 5.1)
    expect(await saidIn(ground, first)).toEqual([overdue(1, true)])
    expect(await saidIn(ground, second)).toEqual([overdue(1, true)])
    await pass(ground, 25)
    expect(await saidIn(ground, first)).toEqual([overdue(1, true), overdue(2)])
  })

  it('and is not wanted any more does not come', async () => {
    const incident = await report(ground)
    await pass(ground, 2)
    await ground.db.execute(sql`update incidents set status = 'closed' where id = ${incident}`)
    await pass(ground, 600)
    expect(await saidIn(ground)).toEqual([])
  })
})

it('a fact that cannot be recorded leaves the nudge unsaid, and it comes then', async () => {
  await report(ground)
  await wind(ground, 120.2)
  await ground.db.execute(sql`alter table outbox rename to away`)
  await expect(fireTimers(ground.db)).rejects.toThrow()
  await ground.db.execute(sql`alter table away rename to outbox`)
  await fireTimers(ground.db)
  await fireTimers(ground.db)
  expect(await saidIn(ground)).toHaveLength(1)
})

describe('stable for long', () => {
  const lisbon = { timeZone: 'Europe/Lisbon' }
  beforeEach(() => keepPeople(ground.db, [personOf('UANA', { ...lisbon, updated: 2 })]))

  it('is asked about while its commander is at work, and again a week later', async () => {
    await windTo(ground, '2027-03-19T22:00Z')
    const incident = await report(ground)
    await change(ground, incident, sql`status = 'stable', stable_at = app_now()`)
    // A week later it is a Friday night, and on Sunday the clocks go forward: nine o'clock is 08:00 UTC.
    await windTo(ground, '2027-03-29T07:59:30Z')
    await fireTimers(ground.db)
    expect(await saidIn(ground)).toEqual([])
    await windTo(ground, '2027-03-29T08:00:01Z')
    await fireTimers(ground.db)
    expect(await saidIn(ground)).toHaveLength(1)
    await windTo(ground, '2027-04-05T08:00:02Z')
    await fireTimers(ground.db)
    expect(await saidIn(ground)).toHaveLength(2)
  })

  it('in office hours comes at once', async () => {
    await windTo(ground, '2027-06-02T10:00Z')
    const incident = await report(ground, {}, ana)
    await change(ground, incident, sql`status = 'stable', stable_at = app_now()`)
    await pass(ground, 7 * 24 * 60 + 0.1)
    expect(await saidIn(ground)).toEqual([['stable.long', 'UANA', 1, false]])
  })
})
