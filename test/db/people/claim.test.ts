import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimRole } from '../../../db/people/claim.ts'
import { ana, app, ben, cleo, type Ground, olga, openGround, refusalOf } from '../ground.ts'
import { close, holderOf, led, told } from './roles.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

const claim = (incident: number, role: string, after: string | null, who = ben) =>
  claimRole(ground.db, who, { incident, role, after })

describe('claiming a role', () => {
  it('that is free takes it', async () => {
    const incident = await led(ground)
    expect(await claim(incident, 'scribe', null)).toEqual({ changed: true })
    expect(await holderOf(ground, incident, 'scribe')).toBe('UBEN')
    expect(await told(ground, incident, 'role.assigned')).toEqual([
      { role: 'scribe', person: 'UBEN', from: null, handover: null },
    ])
  })

  it('that one holds already is no error', async () => {
    const incident = await led(ground)
    await claim(incident, 'scribe', null)
    expect(await claim(incident, 'scribe', null)).toEqual({ changed: false })
    expect(await told(ground, incident, 'role.assigned')).toHaveLength(1)
  })

  it('that somebody holds takes knowing of whom', async () => {
    const incident = await led(ground)
    expect(await refusalOf(claim(incident, 'commander', null))).toBe('role_held')
    expect(await refusalOf(claim(incident, 'commander', 'UCLEO'))).toBe('role_held')
    expect(await claim(incident, 'commander', 'UANA')).toEqual({ changed: true })
    expect(await holderOf(ground, incident)).toBe('UBEN')
  })

  it('at the same instant as others makes one holder, and the others are told', async () => {
    for (const role of ['scribe', 'commander']) {
      const incident = await led(ground)
      const after = role === 'scribe' ? null : 'UANA'
      const ends = await Promise.all([
        refusalOf(claim(incident, role, after, ben)),
        refusalOf(claim(incident, role, after, olga)),
      ])
      expect(ends.toSorted()).toEqual(['none', 'role_held'])
      expect(await told(ground, incident, 'role.assigned')).toHaveLength(1)
    }
  })

  it('is for those who are in it, while it is open', async () => {
    const incident = await led(ground)
    expect(await refusalOf(claim(incident, 'scribe', null, cleo))).toBe('not_in')
    await close(ground, incident)
    expect(await refusalOf(claim(incident, 'scribe', null, ana))).toBe('incident_not_open')
  })

  it('is for people', async () => {
    const incident = await led(ground)
    await expect(claimRole(ground.db, app, { incident, role: 'scribe', after: null })).rejects.toThrow(
      'only a person',
    )
  })
})
