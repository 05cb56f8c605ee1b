import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Act, acts, isOfIncident, objection } from '../../db/acts.ts'
import { keepPeople } from '../../db/people/people.ts'
import { personKinds } from '../../db/schema/people.ts'
import { permit, verb } from '../../db/verb.ts'
import { app, by, type Ground, openGround, personOf, refusalOf } from './ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  for (const kind of personKinds)
    for (const admin of [true, false])
      await keepPeople(ground.db, [personOf(idOf(kind, admin), { kind, owner: admin })])
})
afterAll(() => ground?.close())

const idOf = (kind: string, admin: boolean) => `U${kind.toUpperCase()}${admin ? 'ADMIN' : ''}`
const everyAct = Object.keys(acts) as Act[]
const ofApp = everyAct.filter((act) => acts[act] === 'app')
const ofAdmins = everyAct.filter((act) => acts[act] === 'admins')
const ofMembers = everyAct.filter((act) => acts[act] === 'members')
const ofIncidents = everyAct.filter(isOfIncident)

/** What comes of it when this person tries the act. */
const tried = (act: Act, id: string) =>
  refusalOf(verb(act, async () => undefined)(ground.db, by(id), undefined))

it('there is an act of each sort', () => {
  expect([ofApp.length, ofAdmins.length, ofMembers.length].every((count) => count > 0)).toBe(true)
})

describe('every act by every kind of person', () => {
  it.each(ofMembers)('%s is for members', async (act) => {
    expect(await tried(act, idOf('member', false))).toBe('none')
    expect(await tried(act, idOf('member', true))).toBe('none')
  })

  it.each(ofAdmins)('%s is for administrators', async (act) => {
    expect(await tried(act, idOf('member', false))).toBe('not_admin')
    expect(await tried(act, idOf('member', true))).toBe('none')
  })

  it.each(ofApp)('%s is for nobody', async (act) => {
    for (const kind of personKinds)
      for (const admin of [true, false]) expect(await tried(act, idOf(kind, admin))).toBe('app_only')
    expect(await verb(act, async () => 'done')(ground.db, app, undefined)).toBe('done')
  })

  it.each([...ofMembers, ...ofAdmins, ...ofIncidents])(
    '%s is for no outsider, administrator or not',
    async (act) => {
      for (const kind of personKinds.filter((one) => one !== 'member'))
        for (const admin of [true, false]) expect(await tried(act, idOf(kind, admin))).toBe(kind)
      expect(await tried(act, 'UNOBODY')).toBe('person_unknown')
    },
  )

  it('each refusal is a sentence of its own', () => {
    const asked = [undefined, ...personKinds.map((kind) => ({ kind, admin: false, teamId: 'T1' }))]
    const sentences = asked.flatMap((asker) => objection('broadcasts.choose', asker)?.[1] ?? [])
    expect(new Set(sentences).size).toBe(asked.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })
})

it('a door that first shows a form asks the same, and leaves the same trace', async () => {
  await ground.db.execute(sql`truncate facts, outbox`)
  await permit(ground.db, 'incident.report', idOf('member', false))
  expect(await ground.facts('act.refused')).toEqual([])
  expect(await refusalOf(permit(ground.db, 'incident.report', idOf('guest', false)))).toBe('guest')
  expect(await ground.facts('act.refused')).toMatchObject([
    {
      subject_id: idOf('guest', false),
      actor_kind: 'person',
      data: { act: 'incident.report', code: 'guest' },
    },
  ])
})
