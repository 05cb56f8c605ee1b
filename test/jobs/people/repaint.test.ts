import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assignRoles } from '../../../db/people/assign.ts'
import { answerHandover, offerHandover } from '../../../db/people/handover.ts'
import { ana, ben } from '../../db/ground.ts'
import { held, refused } from '../far-side.ts'
import { type Bench, openBench } from '../workshop.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
// What earlier tests have left to be posted would come first.
beforeEach(() => bench.db.execute(sql`truncate steps, outbox`))
afterAll(() => bench?.close())

async function offered() {
  const incident = await bench.begin()
  const { handover } = await offerHandover(bench.db, ana, { incident, role: 'commander', to: 'UBEN' })
  await bench.plan()
  return { incident, handover, post: await bench.stepOf('askReceiver', incident) }
}

async function accept({ incident, handover }: { incident: number; handover: number }): Promise<number> {
  await answerHandover(bench.db, ben, { handover, accept: true })
  await bench.plan()
  return bench.stepOf('paintOffers', incident)
}

const posted = () => JSON.stringify(bench.posts.at(-1)?.message)
const assign = (incident: number, role: string, person: string | null, after?: string) =>
  assignRoles(bench.db, ana, { incident, roles: [{ role, person, ...(after ? { after } : {}) }] })
const give = (incident: number, person: string) => assign(incident, 'commander', person)
const paints = async (incident: number) => {
  const rows = await bench.rows<{ wanted: number }>(
    sql`select wanted from steps where incident_id = ${incident} and reaction = 'paintOffers'`,
  )
  return rows.map((row) => Number(row.wanted))
}

it('an offer that is answered is painted once, whatever becomes of the role later', async () => {
  const one = await offered()
  await bench.run(one.post)
  expect(posted()).toContain('accept_handover')
  const before = bench.callsOf('repaint')
  await bench.run(await accept(one))
  expect(bench.callsOf('repaint')).toBe(before + 1)
  await give(one.incident, 'UCLEO')
  await bench.plan()
  expect(await paints(one.incident)).toEqual([1])
})

it('one that is just being posted is painted once it stands', async () => {
  const one = await offered()
  const pending = held()
  bench.next('post', pending)
  const posting = bench.run(one.post)
  await pending.begun
  const paint = await accept(one)
  const before = bench.callsOf('repaint')
  await bench.run(paint)
  expect(bench.callsOf('repaint')).toBe(before)
  expect(await bench.row(paint)).toMatchObject({ state: 'waiting' })
  pending.letGo()
  await posting
  await bench.run(paint)
  expect(bench.callsOf('repaint')).toBe(before + 1)
  expect(await bench.row(paint)).toMatchObject({ state: 'done' })
})

it('one that was not posted yet is posted as it stands by then', async () => {
  const one = await offered()
  const paint = await accept(one)
  const before = bench.callsOf('repaint')
  await bench.run(paint)
  await bench.run(one.post)
  expect(bench.callsOf('repaint')).toBe(before)
  expect(posted()).not.toContain('accept_handover')
})

it('a message that is gone needs no paint; what else is refused is told', async () => {
  for (const [code, state] of [
    ['message_not_found', 'done'],
    ['cant_update_message', 'failed'],
  ] as const) {
    await bench.db.execute(sql`truncate steps, outbox`)
    const one = await offered()
    await bench.run(one.post)
    const paint = await accept(one)
    bench.next('repaint', refused(code))
    await bench.run(paint)
    expect(await bench.row(paint)).toMatchObject({ state })
  }
})

describe('what was told in a channel that is gone', () => {
  let incident: number
  beforeEach(async () => {
    incident = await bench.begin()
    await bench.withChannel(incident)
    await assign(incident, 'scribe', 'UBEN')
    await assign(incident, 'scribe', null, 'UBEN')
    await bench.plan()
    for (const post of ['postBrief', 'tellRole', 'tellVacancy'])
      await bench.run(await bench.stepOf(post, incident))
    expect(posted()).toContain('claim_role')
    await assign(incident, 'scribe', 'UBEN')
    await bench.plan()
  })
  const paint = async () => {
    const told = await bench.stepOf('tellVacancy', incident)
    const [step] = await bench.rows<{ id: string }>(
      sql`select id from steps where reaction = 'paintRoles' and place = ${String(told)}`,
    )
    bench.next('repaint', refused('channel_not_found'))
    await bench.run(Number(step?.id))
    return bench.row(Number(step?.id))
  }

  it('is painted no more where the incident goes on in another', async () => {
    await bench.db.execute(sql`
      update resources set kind = 'former_channel', place = external_id
      where incident_id = ${incident} and kind = 'channel'`)
    await bench.db.execute(sql`
      insert into resources (incident_id, kind, external_id) values (${incident}, 'channel', 'C0NEXT')`)
    expect(await paint()).toMatchObject({ state: 'done', error: null })
  })

  it('waits for it where it is the incident’s own', async () => {
    expect(await paint()).toMatchObject({ state: 'held', error: 'channel_not_found' })
  })
})

it('a role that changes hands twice before anything is told is told of as it is', async () => {
  const incident = await bench.begin()
  await give(incident, 'UBEN')
  await give(incident, 'UCLEO')
  await bench.plan()
  const toBen = await bench.rows<{ id: string }>(
    sql`select id from steps where incident_id = ${incident} and place = 'UBEN' order by id`,
  )
  for (const { id } of toBen) await bench.run(Number(id))
  expect(posted()).toContain('You were *Commander*')
  expect(posted()).not.toContain('hand_over')
})
