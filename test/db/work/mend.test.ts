import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { restrictIncident } from '../../../db/access/restrict.ts'
import { keepPeople } from '../../../db/people/people.ts'
import { retryStep, skipStep } from '../../../db/work/mend.ts'
import { getStep } from '../../../db/work/questions.ts'
import { ana, ben, by, type Ground, openGround, personOf, refusalOf, report } from '../ground.ts'
import { addSteps, claim, claimed, rowOf } from './steps.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await keepPeople(ground.db, [personOf('UGUEST', { kind: 'guest' })])
})
beforeEach(() => ground.db.execute(sql`truncate steps, facts, outbox`))
afterAll(() => ground?.close())

async function stepThat(is: { state: string; late?: boolean; skippable?: boolean }): Promise<number> {
  const [id = 0] = await addSteps(ground, { label: 'ticket', skippable: is.skippable ?? true })
  await ground.db.execute(sql`update steps set state = ${is.state}, late = ${is.late ?? false}, tries = 5,
    error = 'bug', not_before = clock_timestamp() + interval '1 hour' where id = ${id}`)
  return id
}
const retry = (step: number, who = ana) => refusalOf(retryStep(ground.db, who, { step }))
const skip = (step: number, who = ana) => refusalOf(skipStep(ground.db, who, { step }))

describe('Retry', () => {
  it.each([{ state: 'failed' }, { state: 'waiting', late: true }])(
    'has %j tried at once, from the first try',
    async (is) => {
      const step = await stepThat(is)
      expect(await retry(step)).toBe('none')
      expect(await claim(ground, step)).toMatchObject({ tries: 1 })
      expect(await rowOf(ground, step)).toMatchObject({ late: false })
      expect(await ground.facts('step.retried')).toMatchObject([
        { actor_id: 'UANA', subject_id: String(step) },
      ])
    },
  )

  it.each(['waiting', 'running', 'done', 'skipped'])('does nothing to one that is %s', async (state) => {
    const step = await stepThat({ state })
    expect(await retry(step)).toBe('step_not_failed')
    expect(await rowOf(ground, step)).toMatchObject({ state, tries: 5 })
  })

  it('by two at once is done by one, and the other is told', async () => {
    const step = await stepThat({ state: 'failed' })
    expect([await retry(step), await retry(step, ben)].toSorted()).toEqual(['none', 'step_not_failed'])
    const other = await stepThat({ state: 'failed' })
    expect((await Promise.all([retry(other), retry(other, ben)])).toSorted()).toEqual([
      'none',
      'step_not_failed',
    ])
    expect(await ground.facts('step.retried')).toHaveLength(2)
  })
})

describe('Skip', () => {
  it.each([{ state: 'failed' }, { state: 'waiting', late: true }])('goes on without %j', async (is) => {
    const step = await stepThat(is)
    expect(await skip(step)).toBe('none')
    expect(await rowOf(ground, step)).toMatchObject({ state: 'skipped', error: null, late: false })
    expect(await claimed(ground, step)).toBe(false)
    expect(await ground.facts('step.skipped')).toMatchObject([{ actor_id: 'UANA' }])
  })

  it.each(['waiting', 'running', 'done', 'skipped'])('does nothing to one that is %s', async (state) => {
    const step = await stepThat({ state })
    expect(await skip(step)).toBe('step_not_skippable')
    expect(await rowOf(ground, step)).toMatchObject({ state })
  })

  it('is not possible where others depend on it', async () => {
    const step = await stepThat({ state: 'failed', skippable: false })
    expect(await skip(step)).toBe('step_not_skippable')
    expect(await rowOf(ground, step)).toMatchObject({ state: 'failed' })
  })

  it('gives up no ticket of a restricted incident that is still to be masked', async () => {
    const step = await stepThat({ state: 'waiting', late: true })
    const incident = await report(ground)
    await restrictIncident(ground.db, ana, { incident, note: 'names' })
    await ground.db.execute(
      sql`update steps set reaction = 'paintTicket', incident_id = ${incident} where id = ${step}`,
    )
    await ground.db.execute(sql`
      insert into resources (incident_id, kind, place, external_id, name, url, painted)
      values (${incident}, 'ticket', '', 'OPS-1', 'OPS-1', '', '{"masked": false}')`)
    expect(await getStep(ground.db, step)).toMatchObject({ skippable: false })
    expect(await skip(step)).toBe('ticket_unmasked')
    await ground.db.execute(
      sql`update resources set painted = '{"masked": true}' where incident_id = ${incident}`,
    )
    expect(await getStep(ground.db, step)).toMatchObject({ skippable: true })
    expect(await skip(step)).toBe('none')
  })

  it('beside Retry at the same instant: one of the two', async () => {
    const step = await stepThat({ state: 'failed' })
    const ends = await Promise.all([skip(step), retry(step, ben)])
    expect(ends.filter((end) => end === 'none')).toHaveLength(1)
  })
})

it('neither is for guests, and neither knows a step that never was', async () => {
  const step = await stepThat({ state: 'failed' })
  expect(await retry(step, by('UGUEST'))).toBe('guest')
  expect(await skip(step, by('UGUEST'))).toBe('guest')
  expect(await rowOf(ground, step)).toMatchObject({ state: 'failed' })
  expect(await retry(999_999)).toBe('incident_not_visible')
  expect(await skip(999_999)).toBe('incident_not_visible')
})
