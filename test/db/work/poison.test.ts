import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Tx } from '../../../db/database.ts'
import { verb } from '../../../db/verb.ts'
import type { NewStep } from '../../../db/work/new-steps.ts'
import { drainOutbox, type WaitingFact } from '../../../db/work/outbox.ts'
import { app, type Ground, openGround } from '../ground.ts'
import { planned, stepOf } from './steps.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(() => ground.db.execute(sql`truncate steps, facts, outbox`))
afterAll(() => ground?.close())

const leave = verb('workspace.connect', async (work, count: number) => {
  for (let i = 0; i < count; i++)
    work.record({ type: 'people.due', subject: ['workspace', String(i)], data: {} })
})

const thirdOf = (fact: WaitingFact['fact']) => fact.subjectId === '2'
const ofEach = ({ fact }: WaitingFact, more: Partial<NewStep> = {}) => [stepOf(more, fact, fact.subjectId)]
const drain = (plan: Parameters<typeof planned>[0]) => drainOutbox(ground.db, ['people.due'], planned(plan))
const keys = async () =>
  (await ground.rows<{ effect_key: string }>(sql`select effect_key from steps order by id`)).map(
    (row) => row.effect_key,
  )

const bugs: [what: string, plan: (waiting: WaitingFact, tx: Tx) => Promise<NewStep[]>][] = [
  ['throws', () => Promise.reject(new TypeError('undefined is not a function'))],
  ['asks what the database refuses', (_, tx) => tx.execute(sql`select 1 / 0`).then(() => [])],
  ['plans what the database does not take', async ({ fact }) => [stepOf({ place: '\0' }, fact, 'odd')]],
]

describe.each(bugs)('a fact whose planning %s', (_, bug) => {
  const broken = async (waiting: WaitingFact, tx: Tx) =>
    thirdOf(waiting.fact) ? bug(waiting, tx) : ofEach(waiting)

  it('is set aside, and the rest flows, in its order', async () => {
    await leave(ground.db, app, 5)
    const { facts } = await drain(broken)
    const [third] = await ground.rows<{ id: number }>(sql`select id from facts where subject_id = '2'`)
    expect(facts).toBe(5)
    expect(await keys()).toEqual(['0', '1', `later ${third?.id}`, '3', '4'])
    expect(await ground.rows(sql`select 1 from outbox`)).toEqual([])
  })

  it('is set aside once, however many drain at once, and nothing is planned twice', async () => {
    await leave(ground.db, app, 210)
    await Promise.all(Array.from({ length: 4 }, () => drain(broken)))
    while ((await drain(broken)).facts > 0);
    expect(new Set(await keys()).size).toBe(210)
    expect(await ground.rows(sql`select 1 from steps where wanted > 1`)).toEqual([])
  })
})

it('what is urgent beside it is still given to whoever drains', async () => {
  await leave(ground.db, app, 3)
  const { urgent } = await drain(async (waiting) => {
    if (thirdOf(waiting.fact)) throw new Error('broken')
    return ofEach(waiting, { urgent: true })
  })
  expect(urgent).toHaveLength(2)
})

it('where the database goes away beside it, nothing is set aside and every fact is kept', async () => {
  await leave(ground.db, app, 3)
  let tries = 0
  const away = drain(async (waiting) => {
    if (thirdOf(waiting.fact)) throw new Error('broken')
    if (++tries > 2) throw Object.assign(new Error('away'), { code: '40P01' })
    return ofEach(waiting)
  })
  await expect(away).rejects.toThrow('away')
  expect(await keys()).toEqual([])
  expect(await ground.rows(sql`select 1 from outbox`)).toHaveLength(3)
})

it('without trouble there is one transaction for all, and no savepoint in it', async () => {
  await leave(ground.db, app, 3)
  await drain(async (waiting) => ofEach(waiting))
  expect(await ground.rows(sql`select distinct xmin::text from steps`)).toHaveLength(1)
})

it('what the other parts still ask is answered in their own transaction', async () => {
  await leave(ground.db, app, 2)
  const transactions: string[] = []
  await drain(async (waiting, tx) => {
    if (waiting.fact.subjectId === '0') throw new Error('broken')
    for (let i = 0; i < 3; i++) {
      const [at] = await tx.execute<{ id: string }>(sql`select pg_current_xact_id()::text as id`)
      transactions.push(at?.id ?? '')
    }
    return ofEach(waiting)
  })
  expect(transactions).toHaveLength(6)
  expect(new Set(transactions).size).toBe(2)
})
