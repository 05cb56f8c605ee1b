import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { followPassage, groupOf, type HeardGroup, keepGroup, listGroups } from '../../../db/people/groups.ts'
import { type Ground, openGround } from '../ground.ts'

let ground: Ground
let id = ''
let count = 0
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())
beforeEach(() => {
  id = `S${count++}`
})

const groupAt = (updated: number, members: string[] | null, more: Partial<HeardGroup> = {}): HeardGroup => {
  return { id, handle: 'db', name: 'Databases', members, disabled: false, updated, told: updated, ...more }
}
const keep = (group: HeardGroup) => keepGroup(ground.db, group)
const pass = (updated: number, before: number, added: string[], removed: string[] = []) =>
  followPassage(ground.db, { group: id, added, removed, updated, before, told: updated })
const known = async () => (await listGroups(ground.db)).find((one) => one.id === id)

describe('what is known of a user group', () => {
  it('is the newest that Slack said, in whatever order it comes', async () => {
    await keep(groupAt(10, ['UANA']))
    await keep(groupAt(9, ['UBEN'], { handle: 'old' }))
    expect(await known()).toMatchObject({ handle: 'db', members: ['UANA'], updated: 10 })
    await keep(groupAt(11, ['UBEN'], { handle: 'new' }))
    expect(await known()).toMatchObject({ handle: 'new', members: ['UBEN'] })
  })

  it('is the last that Slack said within one second', async () => {
    await keep(groupAt(10, ['UANA'], { told: 10.2 }))
    await keep(groupAt(10, ['UBEN'], { told: 10.1 }))
    expect(await known()).toMatchObject({ members: ['UANA'] })
    await followPassage(ground.db, {
      group: id,
      added: ['UCLEO'],
      removed: [],
      updated: 10,
      before: 10,
      told: 10.1,
    })
    expect(await known()).toMatchObject({ members: ['UANA'] })
    await followPassage(ground.db, {
      group: id,
      added: ['UBEN'],
      removed: [],
      updated: 10,
      before: 10,
      told: 10.3,
    })
    expect(await known()).toMatchObject({ members: ['UANA', 'UBEN'] })
  })

  it('keeps its members where Slack names only some of them', async () => {
    await keep(groupAt(10, ['UANA', 'UBEN']))
    await keep(groupAt(11, null, { handle: 'big' }))
    expect(await known()).toMatchObject({ handle: 'big', members: ['UANA', 'UBEN'] })
  })

  it('is not offered any more once it is disabled', async () => {
    await keep(groupAt(10, ['UANA']))
    await keep(groupAt(11, ['UANA'], { disabled: true }))
    expect(await known()).toBeUndefined()
  })
})

describe('who comes and goes', () => {
  it('is followed, and a doubled event changes nothing', async () => {
    await keep(groupAt(10, ['UANA']))
    for (const _ of [1, 2]) await pass(11, 10, ['UBEN'], ['UANA'])
    expect(await known()).toMatchObject({ members: ['UBEN'], updated: 11 })
  })

  it('is passed over where more is known already', async () => {
    await keep(groupAt(12, ['UANA']))
    await pass(11, 10, ['UBEN'])
    expect(await known()).toMatchObject({ members: ['UANA'], updated: 12 })
  })

  it('ends the same when an earlier change comes after a later one', async () => {
    await keep(groupAt(10, ['UANA']))
    await pass(12, 11, ['UCLEO'], ['UANA'])
    expect(await known()).toMatchObject({ members: ['UCLEO'], updated: 10 })
    await pass(11, 10, ['UBEN'])
    expect(await known()).toMatchObject({ members: ['UBEN', 'UCLEO'] })
  })

  it('of a group whose members Slack has never named in full does not make them known', async () => {
    await keep(groupAt(10, null))
    await pass(11, 10, ['UBEN'])
    expect(await known()).toMatchObject({ members: [] })
    await keep(groupAt(11, ['UANA', 'UBEN'], { told: 12 }))
    expect(await known()).toMatchObject({ members: ['UANA', 'UBEN'] })
  })

  it('of a group that nobody told of is nothing yet', async () => {
    await pass(11, 10, ['UBEN'])
    expect(await known()).toBeUndefined()
  })
})

it('reads what Slack says: whole where all are named, disabled where it was deleted', () => {
  const told = { id: 'S1', handle: 'db', name: 'Databases', date_update: 7, date_delete: 0 }
  expect(groupOf({ ...told, users: ['UANA'], user_count: 1 }, 7)).toMatchObject({ members: ['UANA'] })
  expect(groupOf({ ...told, users: ['UANA'], user_count: '501' }, 7)).toMatchObject({ members: null })
  expect(groupOf({ ...told, date_delete: 9 }, 7)).toMatchObject({ disabled: true, members: null, updated: 7 })
})
