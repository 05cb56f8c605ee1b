import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { restrictIncident } from '../../../db/access/restrict.ts'
import { updateIncident } from '../../../db/incident/update.ts'
import { retryStep } from '../../../db/work/mend.ts'
import { ana } from '../../db/ground.ts'
import { age } from '../../db/work/steps.ts'
import { held, limited, lost, refused } from '../far-side.ts'
import { type Bench, openBench } from '../workshop.ts'

let bench: Bench
let incident: number
beforeAll(async () => {
  bench = await openBench('broadcast: [{ channel: C0AAAAAAA }]')
})
beforeEach(async () => {
  await bench.db.execute(sql`truncate steps, buckets, outbox`)
  bench.posts.length = 0
  bench.topics.clear()
  incident = await bench.begin()
  await bench.run(await bench.stepOf('openChannel', incident))
  await bench.plan()
})
afterAll(() => bench?.close())

async function announced(): Promise<void> {
  await bench.run(await bench.stepOf('announce', incident))
  await bench.plan()
}

/** Tells how it stands; answers the step of the reply. */
async function tell(note: string): Promise<number> {
  await updateIncident(bench.db, ana, { incident, wishes: {}, note })
  await bench.plan()
  const [last] = await bench.rows<{ id: string }>(
    sql`select id from steps where incident_id = ${incident} and reaction = 'tellThreads' order by id desc`,
  )
  return Number(last?.id)
}

async function restrict(): Promise<void> {
  await restrictIncident(bench.db, ana, { incident, note: 'names are in it' })
  await bench.plan()
}

/** Those of a reaction, in the order of what they paint. */
async function stepsOf(reaction: string): Promise<number[]> {
  const rows = await bench.rows<{ id: string }>(
    sql`select id from steps where incident_id = ${incident} and reaction = ${reaction} order by length(place), place`,
  )
  return rows.map((row) => Number(row.id))
}

const said = () => JSON.stringify(bench.posts.map((one) => one.message))

describe('the replies to an announcement', () => {
  beforeEach(announced)

  it.each([
    ['is deleted', refused('message_not_found')],
    ['stood in a channel that is gone', refused('channel_not_found')],
    ['meets a limit', limited('chat.update', 1_000)],
  ])('are masked though one of them %s', async (_, ending) => {
    for (const note of ['first secret', 'second secret', 'third secret']) await bench.run(await tell(note))
    await restrict()
    bench.next('repaint', ending)
    const masks = await stepsOf('maskThreads')
    for (const mask of masks) {
      await bench.run(mask)
      await bench.db.execute(sql`update buckets set closed_until = clock_timestamp()`)
    }
    expect(said()).toContain('first secret')
    expect(said()).not.toMatch(/second secret|third secret/)
    expect(await bench.rows(sql`select 1 from steps where state = 'failed'`)).toEqual([])
  })

  it('are masked also where one is just being posted', async () => {
    const pending = held()
    const reply = await tell('just now')
    bench.next('post', pending)
    const posting = bench.run(reply)
    await pending.begun
    await restrict()
    const [mask = 0] = await stepsOf('maskThreads')
    await bench.run(mask)
    expect(await bench.row(mask)).toMatchObject({ state: 'waiting' })
    pending.letGo()
    await posting
    expect(said()).toContain('just now')
    await bench.run(mask)
    expect(said()).not.toContain('just now')
  })

  it('are masked also where nobody knows that one was posted, and another is not', async () => {
    const [reply, later] = [await tell('nobody heard'), await tell('never sent')]
    bench.next('post', lost)
    await bench.run(reply)
    await restrict()
    await bench.run(reply)
    await bench.run(later)
    for (const mask of await stepsOf('maskThreads')) await bench.run(mask)
    expect(bench.callsOf('listPosts')).toBeGreaterThan(0)
    expect(said()).not.toMatch(/nobody heard|never sent/)
    expect(await bench.row(later)).toMatchObject({ external_id: 'nowhere' })
  })

  it('that were not posted after all are not posted any more', async () => {
    const reply = await tell('was not sent')
    bench.next('post', { before: lost.after })
    await bench.run(reply)
    await restrict()
    await age(bench, reply, 'asked_at', 13)
    await bench.run(reply)
    expect(await bench.row(reply)).toMatchObject({ state: 'done', external_id: 'nowhere' })
    expect(said()).not.toContain('was not sent')
  })
})

describe('an announcement that waits while its incident is restricted', () => {
  const stands = async () => (await bench.row(await bench.stepOf('announce', incident))).external_id

  it('is not posted any more', async () => {
    bench.next('post', limited('chat.postMessage', 1_000))
    await announced()
    await restrict()
    await bench.db.execute(sql`update buckets set closed_until = clock_timestamp()`)
    await announced()
    expect(await stands()).toBe('nowhere')
    expect(bench.posts).toEqual([])
  })

  it('nor after somebody pressed Retry', async () => {
    bench.next('post', refused('restricted_action'))
    await announced()
    await restrict()
    await retryStep(bench.db, ana, { step: await bench.stepOf('announce', incident) })
    await announced()
    expect(await stands()).toBe('nowhere')
    expect(bench.posts).toEqual([])
  })

  it('is found and masked where it stands after all', async () => {
    bench.next('post', lost)
    await announced()
    await restrict()
    await announced()
    await bench.run(await bench.stepOf('paintAnnouncements', incident))
    expect(await stands()).toBe(`C0AAAAAAA:${bench.posts[0]?.ts}`)
    expect(said()).toContain('is restricted')
    expect(said()).not.toContain('checkout')
  })

  it('is not made again where it is not found', async () => {
    bench.next('post', { before: lost.after })
    await announced()
    await restrict()
    await age(bench, await bench.stepOf('announce', incident), 'asked_at', 13)
    await announced()
    expect(await stands()).toBe('nowhere')
    expect(bench.posts).toEqual([])
  })
})

it('a brief that people deleted keeps neither topic nor summary from being masked', async () => {
  await bench.run(await bench.stepOf('postBrief', incident))
  await bench.plan()
  await updateIncident(bench.db, ana, {
    ...{ incident, note: '', wishes: { status: { to: 'closed' }, resolution: { to: 'keys were changed' } } },
  })
  await bench.plan()
  await restrict()
  bench.next('repaint', refused('message_not_found'))
  const [mask = 0] = await stepsOf('maskLeft')
  await bench.run(mask)
  expect(await bench.row(mask)).toMatchObject({ state: 'done' })
  expect([...bench.topics.values()]).toEqual([`INC-${incident} · restricted`])
})
