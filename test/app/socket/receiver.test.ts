import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findPerson } from '../../../db/people/people.ts'
import { openStage, type Stage } from '../../stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ before: (slack) => void slack.addPerson({ name: 'ana' }) })
})
afterAll(() => stage?.close())

type Row = { event_id: string; tries: number; error: string | null; done: boolean; kept: boolean }
const inbox = (id: string) =>
  stage.db.execute<Row>(sql`select event_id, tries, error, done_at is not null as done, payload is not null as kept
    from inbox where event_id = ${id}`)
const people = () => stage.db.execute(sql`alter table people rename to people_away`)
const peopleBack = () => stage.db.execute(sql`alter table if exists people_away rename to people`)
const change = (realName: string) => {
  const { id } = stage.slack.person('ana')
  const user = { id, team_id: stage.slack.team.id, name: 'ana', real_name: realName, updated: 2_000_000_000 }
  return stage.slack.sockets.deliver({ type: 'user_change', user, event_ts: '1.1' })
}

describe('an event whose listener fails', () => {
  afterEach(peopleBack)

  it('stays open with its words, and is handled once that is mended', async () => {
    await people()
    const id = await change('Ana Mended')
    await expect
      .poll(async () => (await inbox(id))[0])
      .toMatchObject({
        tries: 1,
        error: 'DrizzleQueryError',
        done: false,
        kept: true,
      })
    await peopleBack()
    await stage.settle()
    const ana = stage.slack.person('ana')
    expect(await findPerson(stage.db, ana.id)).toMatchObject({ realName: 'Ana Mended' })
    const [row] = await inbox(id)
    expect(row).toMatchObject({ done: true, kept: false, error: null })
    expect(row?.tries).toBeGreaterThan(1)
  })

  it('holds back no event of another line', async () => {
    const ben = stage.slack.addPerson({ name: 'ben' })
    await expect.poll(() => findPerson(stage.db, ben.id)).toBeDefined()
    await stage.settle()
    await people()
    const stuck = await change('Ana Stuck')
    await expect.poll(async () => (await inbox(stuck))[0]?.tries).toBe(1)
    const other = await stage.slack.sockets.deliver({
      type: 'app_home_opened',
      user: ben.id,
      tab: 'messages',
    })
    await expect.poll(async () => (await inbox(other))[0]?.done).toBe(true)
    expect((await inbox(stuck))[0]).toMatchObject({ done: false })
    await peopleBack()
    await stage.settle()
  })
})

describe('an event that cannot be kept', () => {
  it('is not acknowledged, so that Slack sends it again, and is handled once it is kept', async () => {
    await stage.db.execute(sql`alter table inbox rename to inbox_away`)
    // Resolves when it is acknowledged, or when Slack has waited for that in vain.
    const id = await change('Ana Kept')
    await stage.db.execute(sql`alter table inbox_away rename to inbox`)
    expect(await inbox(id)).toEqual([])
    await expect.poll(async () => (await inbox(id))[0]?.done).toBe(true)
    expect(await findPerson(stage.db, stage.slack.person('ana').id)).toMatchObject({ realName: 'Ana Kept' })
  })
})
