import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retryStep } from '../../db/work/mend.ts'
import { ana } from '../db/ground.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let incident: number
beforeAll(async () => {
  bench = await openBench('{ operations: C0OPS, broadcast: [{ channel: C0ALL }] }')
})
beforeEach(async () => {
  incident = await bench.beginAnew()
  await spoil()
  await bench.run(await bench.stepOf('openChannel', incident))
  await bench.plan()
})
afterEach(() => heal())
afterAll(() => bench?.close())

// Where an incident is announced cannot be asked while this is so.
const spoil = () => bench.db.execute(sql`alter table broadcasts rename to elsewhere`)
const heal = () => bench.db.execute(sql`alter table if exists elsewhere rename to broadcasts`)
const again = () => bench.stepOf('planAgain', incident)
const stepsOf = (reaction: string) => bench.rows(sql`select 1 from steps where reaction = ${reaction}`)

describe('a reaction that cannot be planned', () => {
  it('keeps no other reaction to the same fact from being planned', async () => {
    await heal()
    for (const reaction of ['inviteParticipants', 'postBrief', 'setTopic', 'showChannel'])
      expect(await stepsOf(reaction)).toHaveLength(1)
    expect(await stepsOf('announce')).toEqual([])
    expect(await bench.row(await again())).toMatchObject({
      state: 'waiting',
      label: 'announcement',
      place: 'announce',
      skippable: true,
    })
  })

  it('is planned once it can be, once, also by one who was taken for dead', async () => {
    await heal()
    const step = await again()
    await Promise.all([bench.run(step), bench.run(step)])
    await bench.run(step)
    expect(await stepsOf('announce')).toHaveLength(1)
    expect(await bench.rows(sql`select 1 from steps where wanted > 1`)).toEqual([])
    expect(await bench.row(step)).toMatchObject({ state: 'done' })
    expect(await bench.facts('step.done')).toMatchObject([{}, { data: { place: 'announce' } }])
  })

  it('that is urgent is offered to whoever has a place, since nobody runs it at once', async () => {
    await heal()
    const step = await again()
    await bench.db.execute(sql`delete from steps where reaction = 'postBrief'`)
    await bench.db.execute(sql`update steps set place = 'postBrief' where id = ${step}`)
    await bench.run(step)
    expect(await bench.row(await bench.stepOf('postBrief', incident))).toMatchObject({ offered_at: null })
  })

  it('and that this process does not know is not taken for done', async () => {
    await heal()
    const step = await again()
    await bench.db.execute(sql`update steps set place = 'pageSomebody' where id = ${step}`)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', error: 'bug' })
  })

  it('is after five tries a dead letter, and Retry plans it', async () => {
    const step = await again()
    for (let i = 0; i < 5; i++) await bench.run(step)
    await heal()
    expect(await bench.row(step)).toMatchObject({ state: 'failed', error: 'bug', tries: 5 })
    await bench.plan()
    expect(await stepsOf('tellOperations')).toHaveLength(1)
    await retryStep(bench.db, ana, { step })
    await bench.run(step)
    expect(await stepsOf('announce')).toHaveLength(1)
  })
})
