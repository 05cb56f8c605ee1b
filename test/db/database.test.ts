import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, isAway } from '../../db/database.ts'
import { ownPort } from '../port.ts'
import { type Ground, openGround } from './ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

const errorOf = (act: PromiseLike<unknown>) =>
  Promise.resolve(act).then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a database that is away is told from a statement that is wrong', () => {
  it('where nothing listens', async () => {
    const nobody = connect(`postgres://ana@127.0.0.1:${await ownPort()}/dispatch`)
    expect(isAway(await errorOf(nobody.db.execute(sql`select 1`)))).toBe(true)
    await nobody.close()
  })

  it('where the session is ended under the statement', async () => {
    const { db, close } = connect(ground.url, 1)
    const [session] = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    const slow = errorOf(db.execute(sql`select pg_sleep(30)`))
    await ground.db.execute(sql`select pg_terminate_backend(${session?.pid ?? 0})`)
    expect(isAway(await slow)).toBe(true)
    await expect.poll(() => errorOf(db.execute(sql`select 1`))).toBeUndefined()
    await close()
  })

  it.each(['CONNECTION_CLOSED', 'ECONNRESET', '57P01', '57P03', '08006', '53300', '40P01'])(
    'where what is inside says %s',
    (code) => {
      const inside = Object.assign(new Error('inside'), { code })
      expect(isAway(new Error('outside', { cause: inside }))).toBe(true)
    },
  )

  it.each([
    ['an unknown table', sql`select * from nowhere`],
    ['a wrong value', sql`select 'x'::int`],
    ['a value that stands twice', sql`insert into clock default values`],
  ])('%s is a mistake', async (_, statement) => {
    const error = await errorOf(ground.db.execute(statement))
    expect(error).toBeInstanceOf(Error)
    expect(isAway(error)).toBe(false)
  })

  it('nor is away what is no error', () => {
    expect([isAway(undefined), isAway('ECONNREFUSED'), isAway({ code: 'ECONNREFUSED' })]).toEqual([
      false,
      false,
      false,
    ])
  })
})
