import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseConfiguration } from '../../../db/configuration/file.ts'
import { findSetting, listBroadcasts, listOptions } from '../../../db/configuration/questions.ts'
import { seed } from '../../../db/configuration/seed.ts'
import {
  chooseBroadcasts,
  chooseOperations,
  connectWorkspace,
  nameAdministrators,
} from '../../../db/configuration/verbs.ts'
import { listBroadcastsFor } from '../../../db/incident/place.ts'
import { ana, app, type Ground, hold, olga, openGround, refusalOf, report, waiting } from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround(`
channel_name: fire-{number}
operations: C0OPS
jira: { statuses: { closed: Resolved } }
types: [{ key: a, name: A }, { key: b, name: B, default: true, jira: Bug }]
broadcast: [{ channel: C0ALL }, { channel: C0ONLYB, types: [b] }]`)
})
afterAll(() => ground?.close())

const heardOf = async (type: string, visibility: 'open' | 'restricted' = 'open') =>
  listBroadcastsFor(ground.db, await report(ground, { type, visibility }))

describe('an empty database', () => {
  it('is filled from the file, in its order', async () => {
    expect(await findSetting(ground.db, 'channel_name')).toBe('fire-{number}')
    expect(await findSetting(ground.db, 'operations')).toBe('C0OPS')
    expect(await findSetting(ground.db, 'jira_statuses')).toEqual({ closed: 'Resolved' })
    const types = (await listOptions(ground.db)).filter((one) => one.kind === 'type')
    expect(
      types.map(({ key, position, isDefault, elsewhere }) => [key, position, isDefault, elsewhere]),
    ).toEqual([
      ['a', 1, false, {}],
      ['b', 2, true, { jira: 'Bug' }],
    ])
  })

  it('where no choice is the default, the first is', async () => {
    const [only] = (await listOptions(ground.db)).filter((one) => one.kind === 'severity' && one.isDefault)
    expect(only).toBeDefined()
  })

  it('says which channels hear of what', async () => {
    expect(await listBroadcasts(ground.db)).toEqual(['C0ALL', 'C0ONLYB'])
    expect(await heardOf('a')).toEqual(['C0ALL'])
    expect(await heardOf('b')).toEqual(['C0ALL', 'C0ONLYB'])
    expect(await heardOf('b', 'restricted')).toEqual([])
  })
})

it('one that was seeded before stays as it is, however many processes start at once', async () => {
  const installation = await findSetting(ground.db, 'installation')
  const other = parseConfiguration('channel_name: other-{number}')
  await Promise.all([seed(ground.db, other), seed(ground.db, other), seed(ground.db, other)])
  expect(await findSetting(ground.db, 'channel_name')).toBe('fire-{number}')
  expect(await findSetting(ground.db, 'installation')).toBe(installation)
})

it('several processes that find it empty at once fill it once', async () => {
  const empty = await openGround()
  await empty.db.execute(sql`truncate settings, options, rules, broadcasts`)
  const other = await hold(empty, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('dispatch:seed'))`)
    await tx.execute(sql`insert into settings (key, value) values ('installation', '"theirs"')`)
  })
  const mine = seed(empty.db, parseConfiguration(''))
  await expect.poll(() => waiting(empty)).toBe(1)
  await other.letGo()
  await mine
  expect(await findSetting(empty.db, 'installation')).toBe('theirs')
  expect(await listOptions(empty.db)).toEqual([])
  await empty.close()
})

describe('what an owner chooses on Home', () => {
  it('stands in place of what was chosen before; rules of a channel that is kept stay', async () => {
    await chooseBroadcasts(ground.db, olga, { channels: ['C0ONLYB', 'C0NEW'] })
    expect(await listBroadcasts(ground.db)).toEqual(['C0NEW', 'C0ONLYB'])
    expect(await heardOf('a')).toEqual(['C0NEW'])
    await chooseBroadcasts(ground.db, olga, { channels: [] })
    expect(await listBroadcasts(ground.db)).toEqual([])
    expect((await ground.facts('broadcasts.chosen')).map((one) => one.data)).toEqual([
      { channels: ['C0ONLYB', 'C0NEW'] },
      { channels: [] },
    ])
  })

  it('changes of what was chosen meanwhile only what was seen', async () => {
    const choose = async (channels: string[], seen: string[]) => {
      await chooseBroadcasts(ground.db, olga, { channels, seen })
      return listBroadcasts(ground.db)
    }
    expect(await choose(['C0A'], [])).toEqual(['C0A'])
    expect(await choose(['C0B'], [])).toEqual(['C0A', 'C0B'])
    expect(await choose(['C0C'], ['C0A'])).toEqual(['C0B', 'C0C'])
    expect(await choose(['C0A', 'C0C'], ['C0A', 'C0C'])).toEqual(['C0B', 'C0C'])
    expect(await choose([], ['C0B', 'C0C'])).toEqual([])
  })

  it('is at most what Home shows, and nothing changes where it is more', async () => {
    const channels = Array.from({ length: 11 }, (_, i) => `C0${i}`)
    expect(await refusalOf(chooseBroadcasts(ground.db, olga, { channels }))).toBe('too_many_broadcasts')
    expect(await listBroadcasts(ground.db)).toEqual([])
  })

  it('may be no operations channel at all', async () => {
    await chooseOperations(ground.db, olga, { channel: null })
    expect(await findSetting(ground.db, 'operations')).toBe(null)
  })

  it('is for those who are named, and no longer for owners; where nobody is, for these again', async () => {
    const name = (people: string[]) => nameAdministrators(ground.db, app, { people })
    await name(['UANA'])
    await name(['UANA'])
    expect(await refusalOf(chooseOperations(ground.db, olga, { channel: null }))).toBe('not_admin')
    await chooseOperations(ground.db, ana, { channel: null })
    await name([])
    await chooseOperations(ground.db, olga, { channel: null })
    expect((await ground.facts('administrators.named')).map((one) => one.data)).toEqual([
      { people: ['UANA'] },
      { people: [] },
    ])
  })

  it('is not for members', async () => {
    expect(await refusalOf(chooseOperations(ground.db, ana, { channel: 'C0MINE' }))).toBe('not_admin')
    expect(await refusalOf(chooseBroadcasts(ground.db, ana, { channels: ['C0MINE'] }))).toBe('not_admin')
    expect(await listBroadcasts(ground.db)).toEqual([])
  })
})

it('the workspace is met once, however often the app connects; its names follow', async () => {
  const workspace = {
    teamId: 'T1',
    name: 'Acme',
    url: 'https://acme.slack.com/',
    botId: 'B1',
    botUserId: 'UBOT',
  }
  await connectWorkspace(ground.db, app, workspace)
  await connectWorkspace(ground.db, app, { ...workspace, name: 'Acme Corp' })
  expect(await findSetting(ground.db, 'workspace')).toMatchObject({ name: 'Acme Corp' })
  expect(await ground.facts('workspace.connected')).toHaveLength(1)
  expect(await ground.rows(sql`select 1 from timers where kind = 'people.due'`)).toHaveLength(1)
})
