import { WebAPIHTTPError } from '@slack/web-api'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Drain, startDrain } from '../../../app/socket/drain.ts'
import { keepEvent } from '../../../db/inbox.ts'
import { createLog } from '../../../db/log.ts'
import { type Ground, openGround } from '../../db/ground.ts'

let ground: Ground
let drain: Drain
let handled = 0
beforeAll(async () => {
  ground = await openGround()
})
afterEach(() => drain.stop())
afterAll(() => ground?.close())

const outage = new WebAPIHTTPError(503, 'Service Unavailable', {})

/** Keeps an event and hands it out until it has been handled so often, each time as soon as it is due. */
async function hand(id: string, times: number, how: (time: number) => Promise<void>): Promise<void> {
  handled = 0
  await keepEvent(ground.db, { id, line: id, payload: { id } })
  drain = startDrain(ground.db, createLog('silent', 'test'), () => how(++handled))
  for (let time = 1; time <= times; time++) {
    drain.wake()
    await expect.poll(() => handled, { timeout: 10_000 }).toBe(time)
    await expect.poll(async () => (await row(id))?.open).toBe(false)
    await ground.db.execute(sql`update inbox set not_before = clock_timestamp() where event_id = ${id}`)
  }
}
async function row(id: string) {
  const [found] = await ground.rows<{
    open: boolean
    done: boolean
    error: string | null
    kept: boolean
  }>(sql`
    select lease_until is not null as open, done_at is not null as done, error, payload is not null as kept
    from inbox where event_id = ${id}`)
  return found
}

it('an event that meets an outage is handed out again until it is over, and nothing is lost', async () => {
  await hand('outage', 9, async (time) => {
    if (time < 9) throw outage
  })
  expect(await row('outage')).toMatchObject({ done: true, error: null })
})

it('what an outage held up is handed out six times then, if it is handled wrongly', async () => {
  await hand('wrong', 9, async (time) => {
    throw time < 4 ? outage : new TypeError('undefined is not a function')
  })
  expect(await row('wrong')).toMatchObject({ done: true, error: 'TypeError', kept: false })
})

it('what came a day ago is not waited for any more', async () => {
  await hand('old', 6, async (time) => {
    if (time === 1)
      await ground.db.execute(
        sql`update inbox set received_at = received_at - interval '25 hours' where event_id = 'old'`,
      )
    throw outage
  })
  await ground.db.execute(sql`update inbox set not_before = clock_timestamp() where event_id = 'old'`)
  drain.wake()
  await expect.poll(async () => (await row('old'))?.done, { timeout: 10_000 }).toBe(true)
})
