import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hearOfChannel } from '../../../db/channel/hear.ts'
import { currentId, firstId, listFormerIds, moveChannel } from '../../../db/channel/move.ts'
import { connectWorkspace } from '../../../db/configuration/verbs.ts'
import { announcementPosted, channelOpened } from '../../../db/incident/outside.ts'
import { verb } from '../../../db/verb.ts'
import { app, type Ground, openGround, report } from '../ground.ts'
import { addSteps, rowOf } from '../work/steps.ts'

let ground: Ground
let incident: number
let first: string
let rooms = 0
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())
beforeEach(async () => {
  incident = await report(ground)
  first = `C0ROOM${++rooms}`
  const channel = { id: first, name: 'inc', url: `https://acme.example/archives/${first}`, isPrivate: false }
  await verb('step.finish', (work, _: undefined) => channelOpened(work, incident, channel))(
    ground.db,
    app,
    undefined,
  )
})

const roomOf = async () => {
  const [row] = await ground.rows<{ id: string; url: string }>(
    sql`select external_id as id, url from resources where incident_id = ${incident} and kind = 'channel'`,
  )
  return row
}
const move = (from: string, to: string, at = 1) =>
  moveChannel(ground.db, app, { from, to, at: `${1_795_683_986 + at}.000100` })

describe('a channel that has another id', () => {
  it.each([
    ['in their order', [0, 1, 2]],
    ['the last first', [2, 1, 0]],
    ['the middle first', [1, 2, 0]],
    ['each twice', [1, 1, 0, 0, 2, 2]],
  ])('and another after that, is followed when that is heard %s', async (_, order) => {
    const ids = [first, `${first}B`, `${first}C`, `${first}D`]
    for (const at of order) await move(ids[at] ?? '', ids[at + 1] ?? '', at)
    expect(await roomOf()).toEqual({ id: ids[3], url: `https://acme.example/archives/${ids[3]}` })
    for (const id of ids) expect(await currentId(ground.db, id)).toBe(ids[3])
    expect((await listFormerIds(ground.db, ids[3] ?? '')).sort()).toEqual(ids.slice(0, 3))
    expect(await firstId(ground.db, ids[3] ?? '')).toBe(first)
  })

  it.each([
    ['in their order', [1, 2]],
    ['the last first', [2, 1]],
  ])('and then the first again, is the first, when that is heard %s', async (_, order) => {
    for (const at of order) await (at === 1 ? move(first, `${first}B`, 1) : move(`${first}B`, first, 2))
    expect((await roomOf())?.id).toBe(first)
    expect(await currentId(ground.db, first)).toBe(first)
    expect(await firstId(ground.db, first)).toBe(first)
    expect(await currentId(ground.db, `${first}B`)).toBe(first)
  })

  it('is told once, and none of ours is not told', async () => {
    const told = async () =>
      (await ground.facts('channel.moved')).filter((one) => one.incident_id === incident)
    await move(first, `${first}B`)
    await move(first, `${first}B`)
    await move('C0OTHER', 'C0OTHERS')
    expect((await told()).map((one) => one.data)).toEqual([{ from: first, to: `${first}B` }])
  })
})

it('a channel in which announcements stand is followed too where it is chosen no more', async () => {
  const [channel, ts, url] = ['C0BOARD', '1.1', 'https://acme.example/archives/C0BOARD/p11']
  await verb('step.finish', (work, _: undefined) =>
    announcementPosted(work, incident, { channel, ts, url, early: false }),
  )(ground.db, app, undefined)
  const [reply = 0] = await addSteps(ground, { reaction: 'tellThreads', place: channel })
  await ground.db.execute(sql`update steps set external_id = 'C0BOARD:1.2' where id = ${reply}`)
  await move(channel, 'C0BOARDS')
  expect(await rowOf(ground, reply)).toMatchObject({ place: 'C0BOARDS', external_id: 'C0BOARDS:1.2' })
})

describe('what Slack tells of a channel', () => {
  const at = '1795683986.000100'
  const heard = async (channel: string) =>
    (await ground.facts('channel.heard')).filter((one) => one.subject_id === channel).map((one) => one.data)

  it('is kept of ours, with who did it', async () => {
    await hearOfChannel(ground.db, app, { channel: first, what: 'archived', by: 'UANA', at })
    await hearOfChannel(ground.db, app, { channel: 'C0OTHER', what: 'archived', by: 'UANA', at })
    expect([await heard(first), await heard('C0OTHER')]).toEqual([[{ what: 'archived', by: 'UANA' }], []])
  })

  it('of what the app did itself is no news', async () => {
    await connectWorkspace(ground.db, app, {
      ...{ teamId: 'T1', name: 'Acme', url: 'https://acme.example/', botId: 'B1', botUserId: 'UBOT' },
    })
    await hearOfChannel(ground.db, app, { channel: first, what: 'archived', by: 'UBOT', at })
    expect(await heard(first)).toEqual([])
  })

  it('of the app coming into a channel that nothing was heard of, is no news', async () => {
    await hearOfChannel(ground.db, app, { channel: first, what: 'joined', by: null, at })
    expect(await heard(first)).toEqual([])
    await hearOfChannel(ground.db, app, { channel: first, what: 'removed', by: 'UANA', at })
    await hearOfChannel(ground.db, app, { channel: first, what: 'joined', by: null, at })
    expect(await heard(first)).toHaveLength(2)
  })
})
