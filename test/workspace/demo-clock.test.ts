import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { connect } from '../../db/database.ts'
import { scratch } from '../scratch.ts'
import { openClock } from './demo-clock.ts'

const { url, drop } = await scratch()
const clock = openClock(url)
const { db, close } = connect(url, 1)

afterAll(async () => {
  await Promise.all([clock.close(), close()])
  await drop()
})

test('the app’s time goes ahead as far as its column holds, and no further', async () => {
  let told = 0
  clock.watch(() => {
    told += 1
  })
  expect(await clock.wind(3_600_000)).toBeUndefined()
  expect(await ahead()).toBe(3_600_000)
  for (const _ of [1, 2, 3]) expect(await clock.wind(604_800_000)).toBeUndefined()
  expect(await clock.wind(604_800_000)).toContain('24 days')
  expect(await ahead()).toBe(2 ** 31 - 1)
  expect(clock.winds().map((wind) => wind.ahead)).toEqual([
    3_600_000, 608_400_000, 1_213_200_000, 1_818_000_000, 2_147_483_647,
  ])
  expect(told).toBe(5)
})

async function ahead(): Promise<number> {
  const [row] = await db.execute<{ ahead: number }>(sql`
    select round(extract(epoch from app_now() - clock_timestamp()) * 1000)::int8::float8 as ahead`)
  return row?.ahead ?? 0
}
