import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPerson, keepPeople, personOf as known, type SlackUser } from '../../../db/people/people.ts'
import { type Ground, openGround, personOf } from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

describe('what kind of person Slack describes', () => {
  it.each<[kind: string, user: SlackUser]>([
    ['member', {}],
    ['member', { is_owner: true }],
    ['guest', { is_restricted: true }],
    ['guest', { is_restricted: true, is_ultra_restricted: true }],
    ['stranger', { is_stranger: true, is_restricted: true }],
    ['bot', { is_bot: true }],
    ['bot', { id: 'USLACKBOT', is_bot: false }],
    ['member', { team_id: 'T1' }],
    ['stranger', { team_id: 'T2' }],
    ['stranger', { team_id: 'T2', is_owner: true }],
    ['member', { team_id: 'T2', enterprise_user: { teams: ['T1', 'T2'] } }],
    ['stranger', { team_id: 'T2', enterprise_user: { teams: ['T3'] } }],
    ['deactivated', { deleted: true, is_bot: true }],
    ['deactivated', { deleted: true, is_owner: true }],
  ])('%s: %j', (kind, user) => {
    expect(known({ id: 'U1', ...user }, 'T1').kind).toBe(kind)
  })

  it('is not known to be another’s before the app knows its own workspace', () => {
    expect(known({ team_id: 'T2' }, undefined).kind).toBe('member')
  })

  it('owners are told from the others', () => {
    const all = [known({ is_owner: true }, 'T1'), known({ is_primary_owner: true }, 'T1'), known({}, 'T1')]
    expect(all.map((one) => one.owner)).toEqual([true, true, false])
  })

  it('is called by the name that people see', () => {
    expect(known({ name: 'ana', profile: { display_name: 'Ana L' } }, 'T1').name).toBe('Ana L')
    expect(known({ name: 'ana', profile: { display_name: '' } }, 'T1').name).toBe('ana')
  })
})

describe('what is known of a person', () => {
  it('is the newest that Slack said, in whatever order it comes', async () => {
    await keepPeople(ground.db, [personOf('UNEW', { updated: 10, kind: 'guest' })])
    await keepPeople(ground.db, [personOf('UNEW', { updated: 9, kind: 'member', owner: true })])
    expect(await findPerson(ground.db, 'UNEW')).toMatchObject({ kind: 'guest', owner: false, updated: 10 })
    await keepPeople(ground.db, [personOf('UNEW', { updated: 10, kind: 'deactivated' })])
    await keepPeople(ground.db, [personOf('UNEW', { updated: 11, realName: 'New' })])
    expect(await findPerson(ground.db, 'UNEW')).toMatchObject({ kind: 'member', realName: 'New' })
  })

  it('may come a page at a time, or not at all', async () => {
    await keepPeople(ground.db, [])
    await keepPeople(
      ground.db,
      Array.from({ length: 200 }, (_, i) => personOf(`UPAGE${i}`)),
    )
    const [row] = await ground.rows(sql`select count(*)::int as count from people where id like 'UPAGE%'`)
    expect(row).toEqual({ count: 200 })
    expect(await findPerson(ground.db, 'UNOBODY')).toBeUndefined()
  })
})
