import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verb } from '../../../db/verb.ts'
import { drainOutbox, type WaitingFact } from '../../../db/work/outbox.ts'
import { knownFacts } from '../../../jobs/lifecycle.ts'
import { ana, app, type Ground, hold, openGround, report } from '../ground.ts'
import { addSteps, planned, rowOf } from './steps.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(() => ground.db.execute(sql`truncate steps, facts, outbox`))
afterAll(() => ground?.close())

const leave = verb('workspace.connect', async (work, count: number) => {
  for (let i = 0; i < count; i++)
    work.record({
      type: 'broadcasts.chosen',
      subject: ['workspace', 'slack'],
      data: { channels: [String(i)] },
    })
})

const drain = async (plan: Parameters<typeof planned>[0]) =>
  (await drainOutbox(ground.db, knownFacts, planned(plan))).facts
const nothing = async () => []

describe('the outbox', () => {
  it('gives each fact to one of those who drain at once, each in its order', async () => {
    await leave(ground.db, app, 450)
    const seen: number[][] = []
    const drainAll = async () => {
      const mine: number[] = []
      seen.push(mine)
      const plan = async ({ fact }: WaitingFact) => {
        mine.push(fact.id)
        return []
      }
      while ((await drain(plan)) > 0);
    }
    await Promise.all(Array.from({ length: 6 }, drainAll))
    const all = seen.flat()
    expect(all).toHaveLength(450)
    expect(new Set(all).size).toBe(450)
  })

  it('keeps nobody waiting for who drains just now, and gives nothing twice', async () => {
    await leave(ground.db, app, 5)
    const other = await hold(ground, (tx) =>
      tx.execute(sql`delete from outbox where fact_id = (select min(fact_id) from outbox)`),
    )
    expect(await drain(nothing)).toBe(4)
    await other.letGo()
    expect(await drain(nothing)).toBe(0)
  })

  it('gives the oldest facts first, two hundred at a time', async () => {
    await leave(ground.db, app, 201)
    const mine: number[] = []
    const plan = async ({ fact }: WaitingFact) => {
      mine.push(fact.id)
      return []
    }
    expect([await drain(plan), await drain(plan)]).toEqual([200, 1])
    expect(mine).toEqual(mine.toSorted((a, b) => a - b))
  })

  it('keeps every fact where the database goes away', async () => {
    await leave(ground.db, app, 3)
    let planned = 0
    const away = drain(async () => {
      if (++planned === 3) throw Object.assign(new Error('away'), { code: '57P01' })
      return []
    })
    await expect(away).rejects.toThrow('away')
    expect(await ground.rows(sql`select 1 from steps`)).toEqual([])
    expect(await drain(nothing)).toBe(3)
  })

  it('leaves facts that this process does not know to one that does, whatever stands before them', async () => {
    await leave(ground.db, app, 2)
    const none = await drainOutbox(ground.db, ['page.due'], planned(nothing))
    expect(none).toEqual({ facts: 0, urgent: [] })
    await report(ground)
    expect((await drainOutbox(ground.db, ['incident.reported'], planned(nothing))).facts).toBe(1)
    expect(await drain(nothing)).toBe(2)
  })

  it('gives the fact as it was recorded, with the rank of its incident', async () => {
    const incident = await report(ground, { severity: 'major' })
    await leave(ground.db, app, 1)
    const waiting: WaitingFact[] = []
    await drain(async (one) => {
      waiting.push(one)
      return []
    })
    expect(waiting).toMatchObject([
      {
        severity: 2,
        fact: { type: 'incident.reported', subjectId: String(incident), incidentId: incident, actor: ana },
      },
      {
        severity: 9,
        fact: { type: 'broadcasts.chosen', incidentId: null, actor: { kind: 'app' }, words: null },
      },
    ])
    expect(waiting[0]?.fact).toMatchObject({
      data: { commander: 'UANA' },
      words: { description: 'since noon' },
    })
    expect(waiting[0]?.fact.happenedAt).toBeInstanceOf(Date)
  })

  it('never ranks an incident below what is of none, however many severities there are', async () => {
    const list = Array.from({ length: 25 }, (_, i) => `{ key: s${i}, name: S${i} }`).join()
    const many = await openGround(`severities: [${list}]`)
    await report(many, { severity: 's24' })
    const ranks: number[] = []
    const rankOf = async ({ severity }: WaitingFact) => {
      ranks.push(severity)
      return []
    }
    await drainOutbox(many.db, knownFacts, planned(rankOf))
    expect(ranks).toEqual([9])
    await many.close()
  })
})

describe('an effect that is there already', () => {
  const again = async () => (await addSteps(ground, { effectKey: 'paint' }, { effectKey: 'paint' }))[0] ?? 0
  const set = (fields: string) => ground.db.execute(sql.raw(`update steps set ${fields}`))

  it('is wanted once more, and is one step', async () => {
    const id = await again()
    expect(await again()).toBe(id)
    expect(await rowOf(ground, id)).toMatchObject({ wanted: 2, state: 'waiting' })
    expect(await ground.rows(sql`select 1 from steps`)).toHaveLength(1)
  })

  it.each(['done', 'failed'])('and %s waits again, from its first try', async (state) => {
    const id = await again()
    await set(`state = '${state}', tries = 5, offered_at = clock_timestamp()`)
    await again()
    expect(await rowOf(ground, id)).toMatchObject({ state: 'waiting', wanted: 2, tries: 0, offered_at: null })
  })

  it.each(['running', 'skipped', 'waiting'])('and %s stays so', async (state) => {
    const id = await again()
    await set(`state = '${state}', tries = 3`)
    await again()
    expect(await rowOf(ground, id)).toMatchObject({ state, wanted: 2, tries: 3 })
  })

  it('and was kept true until people skipped it waits again: they went on without that try', async () => {
    const keep = async () => (await addSteps(ground, { effectKey: 'paint', kept: true }))[0] ?? 0
    const id = await keep()
    await set(`state = 'skipped', tries = 3, first_asked_at = clock_timestamp()`)
    await keep()
    expect(await rowOf(ground, id)).toMatchObject({
      ...{ state: 'waiting', wanted: 2, tries: 0, first_asked_at: null, offered_at: null },
    })
  })

  it('and was made once is left alone for ever', async () => {
    const id = await again()
    await set(`state = 'done', external_id = 'C1'`)
    await again()
    expect(await rowOf(ground, id)).toMatchObject({ state: 'done', wanted: 1 })
  })

  it('is one also where several plan it at once', async () => {
    await Promise.all(Array.from({ length: 8 }, again))
    expect(await ground.rows(sql`select effect_key from steps`)).toEqual([{ effect_key: 'paint' }])
  })
})
