import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinIncident } from '../../db/incident/join.ts'
import { engagePeople } from '../../db/people/engage.ts'
import { followJoining, followLeaving } from '../../db/people/membership.ts'
import { ana, app, ben, cleo } from '../db/ground.ts'
import { age } from '../db/work/steps.ts'
import { held, limited, lost, refused, unanswered } from './far-side.ts'
import { type Bench, letLeasesLapse, openBench } from './workshop.ts'

let bench: Bench
let incident: number
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  incident = await bench.beginAnew()
})
afterAll(() => bench?.close())

describe('a limit', () => {
  it('lets go of the step as one not tried, and closes that method only', async () => {
    const step = await bench.stepOf('openChannel', incident)
    bench.next('openChannel', limited('conversations.create', 30_000))
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({
      state: 'waiting',
      tries: 0,
      asked: false,
      error: 'ratelimited',
    })
    const other = await bench.stepOf('openChannel', await bench.begin())
    await bench.run(other)
    expect(await bench.row(other)).toMatchObject({ state: 'waiting', tries: 0 })
    await bench.run(await bench.stepOf('openTicket', incident))
    expect(bench.calls).toEqual(['openChannel', 'openTicket'])
    await bench.db.execute(sql`update buckets set closed_until = clock_timestamp()`)
    await bench.run(other)
    await bench.run(step)
    expect(bench.callsOf('openChannel')).toBe(3)
  })

  it('of a look keeps what is not known of the try before', async () => {
    const step = await bench.stepOf('openChannel', incident)
    bench.next('openChannel', lost)
    bench.next('listOwnChannels', limited('users.conversations', 1_000))
    await bench.run(step)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', tries: 1, asked: true })
    await bench.db.execute(sql`update buckets set closed_until = clock_timestamp()`)
    await bench.run(step)
    expect(bench.callsOf('openChannel')).toBe(1)
  })
})

describe('what is kept true', () => {
  beforeEach(() => bench.withChannel(incident))

  it('is painted once more after an unknown answer, but a topic that stands is not set again', async () => {
    const step = await bench.stepOf('setTopic', incident)
    bench.next('setTopic', lost)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting' })
    await bench.run(step)
    await age(bench, step, 'asked_at', 13)
    await bench.run(step)
    expect(bench.calls).toEqual(['setTopic', 'getTopic', 'getTopic'])
    expect(await bench.row(step)).toMatchObject({ state: 'done' })
  })

  it('is a dead letter where it is refused, and painted again where it is wanted again', async () => {
    const step = await bench.stepOf('setTopic', incident)
    bench.next('setTopic', refused('restricted_action'))
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'failed', error: 'restricted_action' })
  })
})

describe('a picture that may still be painted over', () => {
  let step: number
  const until = async () => {
    const [row] = await bench.rows<{ s: number }>(
      sql`select extract(epoch from not_before - clock_timestamp())::float8 as s from steps where id = ${step}`,
    )
    return row?.s ?? 0
  }
  beforeEach(async () => {
    await bench.withChannel(incident)
    await bench.run(await bench.stepOf('postBrief', incident))
    step = await bench.stepOf('paintBrief', incident)
    await bench.run(step)
    await joinIncident(bench.db, ben, { incident })
    await bench.plan()
    bench.calls.length = 0
  })

  it('by a try that got no answer is painted once more when that is done for sure', async () => {
    bench.next('repaint', unanswered)
    await bench.run(step)
    await bench.run(step)
    expect(bench.callsOf('repaint')).toBe(2)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', error: null, asked: true })
    expect(await until()).toBeGreaterThan(6)
    await age(bench, step, 'asked_at', 13)
    await bench.run(step)
    expect(bench.callsOf('repaint')).toBe(3)
    expect(await bench.row(step)).toMatchObject({ state: 'done', asked: false })
  })

  it('shows what changes in the meantime no later for that', async () => {
    bench.next('repaint', unanswered)
    await bench.run(step)
    await bench.run(step)
    await joinIncident(bench.db, cleo, { incident })
    await bench.plan()
    expect(await until()).toBeLessThan(1)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', asked: true })
    expect(await until()).toBeGreaterThan(6)
  })

  it('by one who does not hold the step any more is painted once more after that', async () => {
    letLeasesLapse()
    const slow = held()
    bench.next('repaint', slow)
    const asleep = bench.run(step)
    await slow.begun
    await age(bench, step, 'lease_until', 1)
    await age(bench, step, 'asked_at', 13)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'done' })
    slow.letGo()
    await asleep
    expect(await bench.row(step)).toMatchObject({ state: 'waiting' })
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'done' })
  })
})

it('who is asked in and comes before the answer to the invitation is welcomed', async () => {
  await bench.withChannel(incident)
  const step = await bench.stepOf('inviteParticipants', incident)
  await bench.run(step)
  await engagePeople(bench.db, ana, {
    ...{ incident, people: ['UCLEO'], groups: [] },
    ...{ observer: false, reason: '' },
  })
  await bench.plan()
  bench.next('invite', lost)
  await bench.run(step)
  const channel = bench.channels[0]?.id ?? ''
  await followJoining(bench.db, app, { channel, person: 'UCLEO', at: '9999999999.0', inviter: null })
  await bench.run(step)
  await bench.plan()
  await bench.stepOf('welcomePerson', incident)
})

describe('what shows a picture', () => {
  let step: number
  const painted = () => bench.callsOf('repaint')
  const paint = async () => {
    await bench.plan()
    await bench.run(step)
  }
  beforeEach(async () => {
    await bench.withChannel(incident)
    await bench.run(await bench.stepOf('postBrief', incident))
    await joinIncident(bench.db, ben, { incident })
    await bench.plan()
    step = await bench.stepOf('paintBrief', incident)
    await paint()
  })

  it('is not painted again while that is the same, and is once it is another', async () => {
    await bench.db.execute(sql`update steps set state = 'waiting' where id = ${step}`)
    await paint()
    expect(painted()).toBe(1)
    expect(await bench.row(step)).toMatchObject({ state: 'done' })
    await joinIncident(bench.db, cleo, { incident })
    await paint()
    expect(painted()).toBe(2)
  })

  it('is painted again once its channel is archived no more, in which it could not be', async () => {
    const channel = bench.channels[0]?.id ?? ''
    bench.archived.add(channel)
    await joinIncident(bench.db, cleo, { incident })
    await paint()
    bench.archived.delete(channel)
    await bench.db.execute(sql`update steps set state = 'waiting' where id = ${step}`)
    await paint()
    expect(painted()).toBe(3)
  })

  it('is painted again though it is the same, where a try without an answer may have painted another', async () => {
    await joinIncident(bench.db, cleo, { incident })
    bench.next('repaint', lost)
    await paint()
    const [channel] = bench.channels
    await followLeaving(bench.db, app, { channel: channel?.id ?? '', person: 'UCLEO', at: '9999999999.0' })
    await paint()
    expect(painted()).toBe(3)
  })

  it('rests before the next time, whether that is wanted meanwhile or later', async () => {
    const rest = async () => {
      const [row] = await bench.rows<{ ms: number }>(sql`
        select extract(epoch from not_before - clock_timestamp())::float8 * 1000 as ms from steps where id = ${step}`)
      return row?.ms
    }
    await joinIncident(bench.db, cleo, { incident })
    await bench.plan()
    expect(await bench.row(step)).toMatchObject({ state: 'waiting' })
    expect(await rest()).toBeGreaterThan(0)
    const more = () => bench.db.execute(sql`update steps set wanted = wanted + 1 where id = ${step}`)
    bench.next('repaint', { before: async () => void (await more()) })
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting' })
    expect(await rest()).toBeGreaterThan(0)
  })
})

it('what was painted long ago is not late at the first failure of today', async () => {
  await bench.withChannel(incident)
  await joinIncident(bench.db, ben, { incident })
  await bench.plan()
  const step = await bench.stepOf('paintBrief', incident)
  await bench.run(step)
  await age(bench, step, 'first_asked_at', 3_600)
  await joinIncident(bench.db, cleo, { incident })
  await bench.plan()
  await bench.run(await bench.stepOf('postBrief', incident))
  bench.next('repaint', unanswered)
  await bench.run(step)
  expect(await bench.row(step)).toMatchObject({ state: 'waiting', late: false, error: 'slack.unanswered' })
})

describe('what may be lost', () => {
  const shown = () => bench.callsOf('showView')
  beforeEach(async () => {
    await bench.db.execute(
      sql`update facts set data = data || '{"view": "V1"}' where type = 'incident.reported'`,
    )
    await bench.withChannel(incident)
  })

  it.each([[unanswered], [refused('not_found')], [limited('views.update', 1_000)]])(
    'is tried once: %j',
    async (ending) => {
      const step = await bench.stepOf('showChannel', incident)
      bench.next('showView', ending)
      await bench.run(step)
      await bench.run(step)
      expect(shown()).toBe(1)
      expect(await bench.row(step)).toMatchObject({ state: 'done' })
    },
  )

  it('is not done by another after a crash, which may have come before or after it', async () => {
    letLeasesLapse()
    const step = await bench.stepOf('showChannel', incident)
    const slow = held()
    bench.next('showView', slow)
    const crashed = bench.run(step)
    await slow.begun
    await age(bench, step, 'lease_until', 1)
    await bench.run(step)
    expect(shown()).toBe(1)
    expect(await bench.row(step)).toMatchObject({ state: 'done' })
    slow.letGo()
    await crashed
  })
})
