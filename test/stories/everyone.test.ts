import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (let n = 1; n <= 450; n++) slack.addPerson({ name: `person${n}` })
      for (const nth of [2, 4])
        slack.faults.at({ method: 'users.list', nth }, { kind: 'rate limited', retryAfter: 1 })
    },
  })
})
afterAll(() => stage?.close())

const placeOf = (cursor: unknown) =>
  /\d+/.exec(Buffer.from(String(cursor ?? ''), 'base64').toString())?.[0] ?? 'first'
const pages = (since = 0) =>
  stage.slack.calls
    .slice(since)
    .filter((one) => one.method === 'users.list')
    .map(({ args, answer }) => [placeOf(args.cursor), answer])
const known = async () =>
  (await stage.db.execute<{ n: number }>(sql`select count(*)::int as n from people`))[0]?.n ?? 0

it('everyone is followed, from where Slack asked to wait', async () => {
  expect(pages()).toEqual([
    ['first', 'ok'],
    ['200', 'rate limited'],
    ['200', 'ok'],
    ['400', 'rate limited'],
    ['400', 'ok'],
  ])
  expect(await known()).toBeGreaterThanOrEqual(450)
})

it('a day later from the first page again, and where a place in the list is known no more', async () => {
  const nextDay = async () => {
    const since = stage.slack.calls.length
    await stage.wind(24 * 3_600_000)
    await stage.settle()
    return pages(since)
  }
  expect((await nextDay()).map(([page]) => page)).toEqual(['first', '200', '400'])
  await stage.db.execute(sql`insert into settings (key, value) values ('people_cursor', '"stale"')`)
  expect((await nextDay()).map(([, answer]) => answer)).toEqual(['invalid_cursor', 'ok', 'ok', 'ok'])
})
