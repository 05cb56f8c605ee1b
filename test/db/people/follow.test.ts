import { afterAll, beforeAll, expect, it } from 'vitest'
import { assignRoles } from '../../../db/people/assign.ts'
import { followPeople } from '../../../db/people/follow.ts'
import { findPerson, keepPeople } from '../../../db/people/people.ts'
import { ana, type Ground, openGround, personOf, refusalOf } from '../ground.ts'
import { close, holderOf, led, told } from './roles.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

const slack = { kind: 'slack' } as const
const gone = (id: string, updated = 5) => personOf(id, { kind: 'deactivated', updated })
const facts = async (person: string) =>
  (await ground.facts('person.deactivated')).filter((one) => one.subject_id === person)

async function ledBy(person: string): Promise<number> {
  const incident = await led(ground)
  const roles = [
    { role: 'commander', person },
    { role: 'scribe', person },
  ]
  await assignRoles(ground.db, ana, { incident, roles })
  return incident
}

it('who is deactivated holds no role in an open incident any more; that is told once', async () => {
  await keepPeople(ground.db, [personOf('ULEAVER')])
  const [open, other, over] = [await ledBy('ULEAVER'), await led(ground), await ledBy('ULEAVER')]
  await close(ground, over)
  await Promise.all([1, 2, 3].map(() => followPeople(ground.db, slack, [gone('ULEAVER'), personOf('UBEN')])))
  expect(await facts('ULEAVER')).toHaveLength(1)
  expect(await told(ground, open, 'role.vacated')).toEqual([
    { role: 'commander', person: 'ULEAVER' },
    { role: 'scribe', person: 'ULEAVER' },
  ])
  expect(await holderOf(ground, open)).toBeNull()
  expect(await holderOf(ground, other)).toBe('UANA')
  expect(await holderOf(ground, over)).toBe('ULEAVER')
})

it('who comes back and goes again is told of again', async () => {
  await keepPeople(ground.db, [personOf('UAGAIN')])
  for (const one of [gone('UAGAIN', 5), personOf('UAGAIN', { updated: 6 }), gone('UAGAIN', 7)])
    await followPeople(ground.db, slack, [one])
  expect(await facts('UAGAIN')).toHaveLength(2)
})

it('what is older than what is known, or of somebody not known before, is no news', async () => {
  await keepPeople(ground.db, [personOf('UFRESH', { updated: 9 })])
  await followPeople(ground.db, slack, [gone('UFRESH', 8), gone('UNEVER'), personOf('UNEW')])
  expect(await findPerson(ground.db, 'UFRESH')).toMatchObject({ kind: 'member' })
  expect(await findPerson(ground.db, 'UNEVER')).toMatchObject({ kind: 'deactivated' })
  expect([...(await facts('UFRESH')), ...(await facts('UNEVER'))]).toEqual([])
})

it('is for the app alone', async () => {
  expect(await refusalOf(followPeople(ground.db, ana, [gone('UBEN')]))).toBe('app_only')
})
