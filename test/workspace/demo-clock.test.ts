import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { connect } from '../../db/database.ts'
import { fireTimers, setTimer } from '../../db/work/timers.ts'
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
  expect(await isAhead(3_600_000)).toBe(true)
  for (const _ of [1, 2, 3]) expect(await clock.wind(604_800_000)).toBeUndefined()
  expect(await clock.wind(604_800_000)).toContain('24 days')
  expect(await isAhead(2 ** 31 - 1)).toBe(true)
  expect(clock.winds().map((wind) => wind.ahead)).toEqual([
    3_600_000, 608_400_000, 1_213_200_000, 1_818_000_000, 2_147_483_647,
  ])
  expect(told).toBe(5)
})

test('what is due on its way comes when it is due', async () => {
  await db.execute(sql`update clock set ahead_ms = 0`)
  for (const inSeconds of [600, 1_200, 7_200])
    await setTimer(db, { kind: 'people.due', subject: ['workspace', String(inSeconds)], inSeconds })
  const works: Promise<unknown>[] = []
  const leave = clock.watch(() => {
    works.push(fireTimers(db).then(() => db.execute(sql`truncate outbox`)))
  })
  await clock.wind(3_600_000)
  leave()
  await Promise.all(works)
  const rows = await db.execute(sql`
    select subject_id as of, fired_at - due_at < interval '1 minute' as "inTime" from timers
    where subject_id <> 'slack' and due_at < app_now() + interval '2 hours' order by due_at`)
  expect([...rows]).toEqual([
    { of: '600', inTime: true },
    { of: '1200', inTime: true },
    { of: '7200', inTime: null },
  ])
})

/** Whether the app's time, read between two looks at the machine's, is ahead of it by so much. */
async function isAhead(ms: number): Promise<boolean> {
  const [row] = await db.execute<{ is: boolean }>(sql`
    select before <= now and now <= clock_timestamp() as is from (
      select before, app_now() - ${ms}::int8 * interval '1 millisecond' as now from (
        select clock_timestamp() as before offset 0) first offset 0) second`)
  return row?.is ?? false
}
