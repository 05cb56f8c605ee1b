import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listIncidents } from '../../../db/home/list.ts'
import { getCard } from '../../../db/incident/card.ts'
import { type Afterwards, recordIncident } from '../../../db/incident/record.ts'
import { correctTimes } from '../../../db/incident/times.ts'
import { keepPeople } from '../../../db/people/people.ts'
import { Refusal } from '../../../db/refusal.ts'
import {
  ana,
  ben,
  crewOf,
  type Ground,
  hold,
  openGround,
  personOf,
  refusalOf,
  report,
  waiting,
} from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await keepPeople(ground.db, [personOf('UBOT', { kind: 'bot' }), personOf('UGONE', { kind: 'deactivated' })])
})
afterAll(() => ground?.close())

const at = (time: string) => new Date(`2026-03-01T${time}:00Z`)
const tomorrow = () => new Date(Date.now() + 86_400_000)
const past = (more: Partial<Afterwards> = {}): Afterwards => ({
  ...{ title: 'mail was slow', description: 'all of it', resolution: 'more disk' },
  ...{ type: 'outage', priority: 'high', severity: 'critical', visibility: 'open', commander: 'UBEN' },
  ...{ detected: at('09:00'), reported: at('09:30'), stable: at('10:00'), closed: at('11:00') },
  ...more,
})
const record = (more: Partial<Afterwards> = {}) => recordIncident(ground.db, ana, past(more))
const card = (incident: number) => getCard(ground.db, incident)
const fieldOf = (act: Promise<unknown>) =>
  act.then(
    () => 'none',
    (error) => (error instanceof Refusal ? `${error.code} ${error.field}` : Promise.reject(error)),
  )

describe('writing down what is over', () => {
  it('has all of it, with its fact, and is in the list of those that are closed', async () => {
    const { incident } = await record()
    expect(await card(incident)).toMatchObject({
      ...{ title: 'mail was slow', resolution: 'more disk', status: 'closed', afterwards: true },
      ...{ commanderId: 'UBEN', reporterId: 'UANA', archiveAt: null, outcome: null },
      ...{ detectedAt: at('09:00'), reportedAt: at('09:30'), stableAt: at('10:00'), closedAt: at('11:00') },
    })
    expect(await crewOf(ground, incident)).toEqual([
      ['UANA', 'reporter'],
      ['UBEN', 'commander'],
    ])
    const [fact] = await ground.facts('incident.recorded')
    expect(fact).toMatchObject({ data: { commander: 'UBEN' }, words: { title: 'mail was slow' } })
    expect(await ground.facts('participant.added')).toEqual([])
    const { rows } = await listIncidents(ground.db, 'UCLEO', { which: 'closed', words: 'mail', page: 0 })
    expect(rows.map((row) => row.id)).toContain(incident)
  })

  it('restricted is there for those two alone', async () => {
    const { incident } = await record({ title: 'a leak', visibility: 'restricted' })
    const seen = async (who: string) =>
      (await listIncidents(ground.db, who, { which: 'closed', words: 'a leak', page: 0 })).rows
    expect((await seen('UBEN')).map((row) => row.id)).toEqual([incident])
    expect(await seen('UCLEO')).toEqual([])
  })

  it.each([
    ['title_empty title', { title: ' ' }],
    ['resolution_missing resolution', { resolution: '' }],
    ['option_unknown type', { type: 'weather' }],
    ['cannot_hold_role commander', { commander: 'UBOT' }],
    ['none', { commander: 'UGONE', detected: null, stable: null }],
    ['times_order reported', { detected: at('09:31') }],
    ['times_order stable', { stable: at('09:29') }],
    ['times_order closed', { closed: at('09:59') }],
    ['times_order closed', { detected: null, stable: null, closed: at('09:29') }],
    ['time_to_come closed', { closed: tomorrow() }],
    ['none', { detected: at('09:30'), stable: at('09:30'), closed: at('09:30') }],
  ])('%s: %o', async (code, more) => {
    expect(await fieldOf(record(more))).toBe(code)
  })
})

describe('correcting times', () => {
  const correct = (incident: number, wishes: Parameters<typeof correctTimes>[2]['wishes'], why = 'a typo') =>
    correctTimes(ground.db, ben, { incident, wishes, why })

  it('keeps what stood there, and why', async () => {
    const { incident } = await record()
    await correct(incident, {
      detected: { seen: at('09:00'), to: null },
      stable: { seen: at('10:00'), to: at('10:30') },
      closed: { seen: at('11:00'), to: at('11:00') },
    })
    expect(await card(incident)).toMatchObject({
      detectedAt: null,
      stableAt: at('10:30'),
      closedAt: at('11:00'),
    })
    const [fact] = await ground.facts('times.corrected')
    expect(fact).toMatchObject({
      data: {
        times: [
          { time: 'detected', from: at('09:00').toISOString(), to: null },
          { time: 'stable', from: at('10:00').toISOString(), to: at('10:30').toISOString() },
        ],
      },
      words: { note: 'a typo' },
    })
  })

  it('is refused under the time that breaks the order', async () => {
    const { incident } = await record()
    const [reported, stable] = [at('09:30'), at('10:00')]
    expect(await fieldOf(correct(incident, { reported: { seen: reported, to: at('10:01') } }))).toBe(
      'times_order reported',
    )
    expect(await fieldOf(correct(incident, { stable: { seen: stable, to: at('09:29') } }))).toBe(
      'times_order stable',
    )
    expect(await fieldOf(correct(incident, { closed: { seen: at('11:00'), to: tomorrow() } }))).toBe(
      'time_to_come closed',
    )
    const both = { reported: { seen: reported, to: at('10:10') }, stable: { seen: stable, to: at('10:20') } }
    expect(await fieldOf(correct(incident, both))).toBe('none')
  })

  it('gives no time to a state that it has not come to, and takes none from one that it has', async () => {
    const incident = await report(ground, {}, ben)
    const now = new Date()
    expect(await fieldOf(correct(incident, { stable: { seen: null, to: now } }))).toBe(
      'time_of_no_state stable',
    )
    expect(await fieldOf(correct(incident, { closed: { seen: null, to: now } }))).toBe(
      'time_of_no_state closed',
    )
    const { reportedAt } = await card(incident)
    expect(await fieldOf(correct(incident, { reported: { seen: reportedAt, to: null } }))).toBe(
      'time_missing reported',
    )
    await ground.db.execute(
      sql`update incidents set status = 'stable', stable_at = app_now() where id = ${incident}`,
    )
    const { stableAt } = await card(incident)
    expect(await fieldOf(correct(incident, { stable: { seen: stableAt, to: null } }))).toBe(
      'time_missing stable',
    )
  })

  it('that somebody else is just correcting waits for that, and is told', async () => {
    const { incident } = await record()
    const other = await hold(ground, (tx) =>
      tx.execute(sql`update incidents set stable_at = ${at('10:20').toISOString()} where id = ${incident}`),
    )
    const code = refusalOf(correct(incident, { stable: { seen: at('10:00'), to: at('10:10') } }))
    await expect.poll(() => waiting(ground)).toBe(1)
    await other.letGo()
    expect(await code).toBe('overtaken')
    expect((await card(incident)).stableAt).toEqual(at('10:20'))
  })

  it('of nothing, without a why, or by who does not lead is refused', async () => {
    const { incident } = await record()
    const wishes = { stable: { seen: at('10:00'), to: at('10:10') } }
    expect(await refusalOf(correct(incident, {}))).toBe('nothing_changed')
    expect(await refusalOf(correct(incident, wishes, ''))).toBe('why_missing')
    const other = await report(ground)
    expect(await refusalOf(correctTimes(ground.db, ben, { incident: other, wishes, why: 'x' }))).toBe(
      'not_in',
    )
  })
})
