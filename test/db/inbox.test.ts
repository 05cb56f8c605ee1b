import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { endEvent, forgetOldKeys, keepEvent, returnEvent, takeEvent } from '../../db/inbox.ts'
import { type Ground, hold, openGround } from './ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(() => ground.db.execute(sql`truncate inbox`))
afterAll(() => ground?.close())

const keep = (id: string, line: string, said = id) => keepEvent(ground.db, { id, line, payload: { said } })
const take = () => takeEvent(ground.db)
const said = (event: { payload: unknown } | undefined) => event?.payload
const idOf = (event: { id: number } | undefined) => event?.id ?? 0
const agesPass = (column: 'lease_until' | 'not_before') =>
  ground.db.execute(sql.raw(`update inbox set ${column} = clock_timestamp() - interval '1 second'`))

describe('the events of one line', () => {
  it('are taken one after another, in the order they came; other lines go on', async () => {
    for (const [id, line] of [
      ['1', 'C1'],
      ['2', 'C1'],
      ['3', 'C2'],
      ['4', 'C1'],
    ] as const)
      await keep(id, line)
    const [first, other] = [await take(), await take()]
    expect([said(first), said(other), await take()]).toEqual([{ said: '1' }, { said: '3' }, undefined])
    await endEvent(ground.db, idOf(first))
    const second = await take()
    expect([said(second), await take()]).toEqual([{ said: '2' }, undefined])
    await endEvent(ground.db, idOf(second))
    expect(said(await take())).toEqual({ said: '4' })
  })

  it('are each taken by one, however many look at once', async () => {
    for (let i = 0; i < 12; i++) await keep(`${i}`, `C${i % 4}`)
    const taken = await Promise.all(Array.from({ length: 12 }, take))
    expect(
      taken
        .filter(Boolean)
        .map((event) => event?.payload.said)
        .toSorted(),
    ).toEqual(['0', '1', '2', '3'])
  })

  it('which another is just taking keep nobody waiting', async () => {
    for (const [id, line] of [
      ['1', 'C1'],
      ['2', 'C1'],
      ['3', 'C2'],
    ] as const)
      await keep(id, line)
    const other = await hold(ground, (tx) =>
      tx.execute(sql`select 1 from inbox where event_id = '1' for update`),
    )
    expect(said(await take())).toEqual({ said: '3' })
    expect(await take()).toBeUndefined()
    await other.letGo()
    expect(said(await take())).toEqual({ said: '1' })
  })
})

it('keeps an event whatever people wrote in it', async () => {
  const words = 'a\u0000b\ud800c\udc00 \\u0000 👩‍👩‍👧‍👦'
  await keep('1', 'C1', words)
  expect(said(await take())).toEqual({ said: words })
})

describe('an event that was not handled', () => {
  it('comes again after its pause, and what came later in its line waits for it', async () => {
    await keep('1', 'C1')
    await keep('2', 'C1')
    await returnEvent(ground.db, idOf(await take()), 'Error', 60_000)
    expect(await take()).toBeUndefined()
    await agesPass('not_before')
    expect(await take()).toMatchObject({ payload: { said: '1' }, tries: 2 })
  })

  it('is given up with its error, and the line goes on', async () => {
    await keep('1', 'C1')
    await keep('2', 'C1')
    await endEvent(ground.db, idOf(await take()), 'TypeError')
    expect(said(await take())).toEqual({ said: '2' })
    const [row] = await ground.rows(sql`select error, payload from inbox where event_id = '1'`)
    expect(row).toEqual({ error: 'TypeError', payload: null })
  })

  it('because its process is gone, is taken over once the lease is over', async () => {
    await keep('1', 'C1')
    await take()
    expect(await take()).toBeUndefined()
    await agesPass('lease_until')
    expect(await take()).toMatchObject({ payload: { said: '1' }, tries: 2 })
    expect(await take()).toBeUndefined()
  })
})

describe('an event that comes twice', () => {
  it('stays as it was first kept, also while and after it is handled', async () => {
    await keep('1', 'C1', 'first')
    await keep('1', 'C2', 'second')
    const event = await take()
    expect(said(event)).toEqual({ said: 'first' })
    await keep('1', 'C1', 'third')
    await endEvent(ground.db, idOf(event))
    await keep('1', 'C1', 'fourth')
    expect(await take()).toBeUndefined()
    expect(await ground.rows(sql`select payload from inbox`)).toEqual([{ payload: null }])
  })

  it('is known for seven days; what is not handled is never forgotten', async () => {
    await keep('done', 'C1')
    await endEvent(ground.db, idOf(await take()))
    await keep('open', 'C1')
    await ground.db.execute(sql`update inbox set received_at = clock_timestamp() - interval '30 days',
      done_at = done_at - interval '6 days 23 hours'`)
    await forgetOldKeys(ground.db)
    expect(await ground.rows(sql`select event_id from inbox`)).toHaveLength(2)
    await ground.db.execute(sql`update inbox set done_at = done_at - interval '2 hours'`)
    await forgetOldKeys(ground.db)
    expect(await ground.rows(sql`select event_id from inbox`)).toEqual([{ event_id: 'open' }])
  })
})
