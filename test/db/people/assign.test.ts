import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Assignment, assignRoles } from '../../../db/people/assign.ts'
import { keepPeople } from '../../../db/people/people.ts'
import { ana, ben, cleo, crewOf, type Ground, openGround, personOf, refusalOf } from '../ground.ts'
import { close, holderOf, led, told } from './roles.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await keepPeople(ground.db, [
    personOf('UGUEST', { kind: 'guest' }),
    personOf('UGONE', { kind: 'deactivated' }),
    personOf('UBOT', { kind: 'bot' }),
    personOf('USTRANGER', { kind: 'stranger' }),
  ])
})
afterAll(() => ground?.close())

const assign = (incident: number, roles: Assignment[], who = ben) =>
  assignRoles(ground.db, who, { incident, roles })

describe('assigning a role', () => {
  it('moves it at once, and says who had it', async () => {
    const incident = await led(ground)
    expect(await assign(incident, [{ role: 'commander', person: 'UCLEO' }])).toEqual({
      changed: ['commander'],
    })
    expect(await holderOf(ground, incident)).toBe('UCLEO')
    expect(await told(ground, incident, 'role.assigned')).toEqual([
      { role: 'commander', person: 'UCLEO', from: 'UANA', handover: null },
    ])
    expect(await crewOf(ground, incident)).toContainEqual(['UCLEO', 'commander'])
  })

  it('to whoever holds it already changes nothing', async () => {
    const incident = await led(ground)
    expect(await assign(incident, [{ role: 'commander', person: 'UANA' }])).toEqual({ changed: [] })
    expect(await told(ground, incident, 'role.assigned')).toEqual([])
  })

  it('gives several at once, or none of them', async () => {
    const incident = await led(ground)
    const both = [
      { role: 'scribe', person: 'UCLEO' },
      { role: 'liaison', person: 'UGUEST' },
    ]
    expect(await refusalOf(assign(incident, both))).toBe('cannot_hold_role')
    expect(await holderOf(ground, incident, 'scribe')).toBeNull()
  })

  it('is refused under the input that it is about', async () => {
    const incident = await led(ground)
    await expect(assign(incident, [{ role: 'liaison', person: 'UGUEST' }])).rejects.toMatchObject({
      field: 'liaison',
    })
  })

  it.each(['UGUEST', 'UGONE', 'UBOT', 'USTRANGER'])('to %s is refused', async (person) => {
    const incident = await led(ground)
    expect(await refusalOf(assign(incident, [{ role: 'scribe', person }]))).toBe('cannot_hold_role')
  })

  it('that there is not is refused', async () => {
    const incident = await led(ground)
    expect(await refusalOf(assign(incident, [{ role: 'cook', person: 'UCLEO' }]))).toBe('role_unknown')
  })

  it('that has changed hands since it was shown is refused', async () => {
    const incident = await led(ground)
    await assign(incident, [{ role: 'scribe', person: 'UCLEO' }])
    const stale = [{ role: 'scribe', person: 'UBEN', after: null }]
    expect(await refusalOf(assign(incident, stale))).toBe('role_held')
    expect(await holderOf(ground, incident, 'scribe')).toBe('UCLEO')
    await assign(incident, [{ role: 'scribe', person: 'UBEN', after: 'UCLEO' }])
    expect(await holderOf(ground, incident, 'scribe')).toBe('UBEN')
    const led2 = [{ role: 'commander', person: 'UBEN', after: 'UCLEO' }]
    expect(await refusalOf(assign(incident, led2))).toBe('role_held')
  })

  it('to nobody leaves it free, save the commander’s', async () => {
    const incident = await led(ground)
    await assign(incident, [{ role: 'scribe', person: 'UCLEO' }])
    const changed = await assign(incident, [{ role: 'scribe', person: null, after: 'UCLEO' }])
    expect(changed).toEqual({ changed: ['scribe'] })
    expect(await holderOf(ground, incident, 'scribe')).toBeNull()
    expect(await told(ground, incident, 'role.vacated')).toEqual([{ role: 'scribe', person: 'UCLEO' }])
    const nobody = [{ role: 'commander', person: null, after: 'UANA' }]
    expect(await refusalOf(assign(incident, nobody))).toBe('commander_needed')
  })

  it('is for those who take part, while it is open', async () => {
    const incident = await led(ground)
    expect(await refusalOf(assign(incident, [{ role: 'scribe', person: 'UCLEO' }], cleo))).toBe('not_in')
    await close(ground, incident)
    expect(await refusalOf(assign(incident, [{ role: 'scribe', person: 'UBEN' }], ana))).toBe(
      'incident_not_open',
    )
  })

  it('to several people at the same instant has one outcome, and each fact says who had it before', async () => {
    const incident = await led(ground)
    const people = ['UANA', 'UBEN', 'UCLEO']
    await Promise.all(people.map((person) => assign(incident, [{ role: 'scribe', person }])))
    const facts = await told(ground, incident, 'role.assigned')
    expect(facts.map((one) => one.from)).toEqual([null, facts[0]?.person, facts[1]?.person])
    expect(await holderOf(ground, incident, 'scribe')).toBe(facts[2]?.person)
  })
})
