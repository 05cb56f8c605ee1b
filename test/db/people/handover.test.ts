import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getHome } from '../../../db/home/home.ts'
import { assignRoles } from '../../../db/people/assign.ts'
import { answerHandover, offerHandover } from '../../../db/people/handover.ts'
import { vacateRoles } from '../../../db/people/holders.ts'
import { keepPeople } from '../../../db/people/people.ts'
import { getHandover } from '../../../db/people/roles.ts'
import { verb } from '../../../db/verb.ts'
import { fireTimers } from '../../../db/work/timers.ts'
import { ana, app, ben, cleo, crewOf, type Ground, openGround, personOf, refusalOf } from '../ground.ts'
import { close, holderOf, led, told } from './roles.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await keepPeople(ground.db, [personOf('UGUEST', { kind: 'guest' })])
})
afterAll(() => ground?.close())

const offer = (incident: number, to: string, who = ana, role = 'commander') =>
  offerHandover(ground.db, who, { incident, role, to })
const answer = (handover: number, accept: boolean, who = cleo) =>
  answerHandover(ground.db, who, { handover, accept })
const stateOf = async (handover: number) => (await getHandover(ground.db, handover)).state
const pass = (minutes: number) =>
  ground.db.execute(sql`update clock set ahead_ms = ahead_ms + ${minutes * 60_000}::int`)
const restrict = (incident: number) =>
  ground.db.execute(sql`update incidents set visibility = 'restricted' where id = ${incident}`)

async function offered(): Promise<{ incident: number; handover: number }> {
  const incident = await led(ground)
  return { incident, ...(await offer(incident, 'UCLEO')) }
}

describe('offering a role', () => {
  it('moves nothing yet, and lets the one who is asked see the incident', async () => {
    const { incident, handover } = await offered()
    expect(await holderOf(ground, incident)).toBe('UANA')
    expect(await crewOf(ground, incident)).toContainEqual(['UCLEO', 'observer'])
    expect(await told(ground, incident, 'handover.offered')).toEqual([
      { handover, role: 'commander', from: 'UANA', to: 'UCLEO' },
    ])
  })

  it('stands on their Home for as long as they may see the incident and it is open', async () => {
    const { incident, handover } = await offered()
    const offers = async () => (await getHome(ground.db, 'UCLEO', 0)).desk.offers
    expect(await offers()).toContainEqual(expect.objectContaining({ handover }))
    await restrict(incident)
    expect(await offers()).toContainEqual(expect.objectContaining({ handover }))
    await ground.db.execute(sql`
      update participants set left_at = now() where incident_id = ${incident} and person_id = 'UCLEO'`)
    expect(await offers()).not.toContainEqual(expect.objectContaining({ handover }))

    const other = await offered()
    await close(ground, other.incident)
    expect(await offers()).not.toContainEqual(expect.objectContaining({ handover: other.handover }))
  })

  it('twice to the same person is one offer, and to another overtakes the first', async () => {
    const { incident, handover } = await offered()
    expect(await refusalOf(offer(incident, 'UCLEO'))).toBe('offered_already')
    await offer(incident, 'UBEN')
    expect(await stateOf(handover)).toBe('overtaken')
  })

  it('to one who cannot hold it, who holds it already, or to oneself, is refused', async () => {
    const incident = await led(ground)
    expect(await refusalOf(offer(incident, 'UGUEST'))).toBe('cannot_hold_role')
    expect(await refusalOf(offer(incident, 'UANA', ben))).toBe('role_held')
    expect(await refusalOf(offer(incident, 'UANA'))).toBe('offered_to_self')
    expect(await refusalOf(offer(incident, 'UCLEO', ana, 'cook'))).toBe('role_unknown')
  })

  it('is for those who take part, while it is open', async () => {
    const incident = await led(ground)
    expect(await refusalOf(offer(incident, 'UBEN', cleo))).toBe('not_in')
    await close(ground, incident)
    expect(await refusalOf(offer(incident, 'UBEN'))).toBe('incident_not_open')
    await expect(offerHandover(ground.db, app, { incident, role: 'scribe', to: 'UBEN' })).rejects.toThrow()
  })
})

describe('the one who is asked', () => {
  it('accepts, and holds the role', async () => {
    const { incident, handover } = await offered()
    expect(await answer(handover, true)).toEqual({ changed: true })
    expect(await holderOf(ground, incident)).toBe('UCLEO')
    expect(await stateOf(handover)).toBe('accepted')
    expect(await told(ground, incident, 'handover.accepted')).toHaveLength(1)
    expect(await told(ground, incident, 'role.assigned')).toEqual([
      { role: 'commander', person: 'UCLEO', from: 'UANA', handover },
    ])
    expect(await crewOf(ground, incident)).toContainEqual(['UCLEO', 'commander'])
  })

  it('cannot, and the role stays where it was', async () => {
    const { incident, handover } = await offered()
    await answer(handover, false)
    expect(await holderOf(ground, incident)).toBe('UANA')
    expect(await told(ground, incident, 'handover.declined')).toHaveLength(1)
    expect(await told(ground, incident, 'role.assigned')).toEqual([])
  })

  it('answers once, however often it is pressed', async () => {
    const { incident, handover } = await offered()
    const ends = await Promise.all([answer(handover, true), answer(handover, true), answer(handover, true)])
    expect(ends.filter((one) => one.changed)).toHaveLength(1)
    expect(await told(ground, incident, 'role.assigned')).toHaveLength(1)
    expect(await refusalOf(answer(handover, false))).toBe('offer_over')
  })

  it('is the only one who can answer', async () => {
    const { incident, handover } = await offered()
    expect(await refusalOf(answer(handover, true, ben))).toBe('not_asked')
    expect(await refusalOf(answer(handover, true, ana))).toBe('not_asked')
    expect(await refusalOf(answer(999_999, true))).toBe('incident_not_visible')
    expect(await refusalOf(answer(Number.NaN, true))).toBe('incident_not_visible')
    expect(await holderOf(ground, incident)).toBe('UANA')
    await expect(answerHandover(ground.db, app, { handover, accept: true })).rejects.toThrow()
  })

  it('may answer after leaving, and is in it again by accepting', async () => {
    const { incident, handover } = await offered()
    await allLeave(incident)
    expect(await answer(handover, true)).toEqual({ changed: true })
    expect(await crewOf(ground, incident)).toContainEqual(['UCLEO', 'commander'])
  })

  it('after leaving a restricted one can only say no; others outside learn nothing of it', async () => {
    const { incident, handover } = await offered()
    await restrict(incident)
    await allLeave(incident)
    expect(await refusalOf(answer(handover, true, ben))).toBe('incident_not_visible')
    expect(await refusalOf(answer(handover, true))).toBe('incident_not_visible')
    expect(await crewOf(ground, incident)).toEqual([['UANA', 'commander']])
    expect(await answer(handover, false)).toEqual({ changed: true })
    expect(await holderOf(ground, incident)).toBe('UANA')
  })

  it('accepts although the one who offered holds it no more', async () => {
    const { incident, handover } = await offered()
    await verb('people.follow', (work, _: undefined) => vacateRoles(work, incident, 'UANA'))(
      ground.db,
      app,
      undefined,
    )
    expect(await holderOf(ground, incident)).toBeNull()
    await answer(handover, true)
    expect(await holderOf(ground, incident)).toBe('UCLEO')
  })

  it('comes too late once the role went another way, or the incident is over', async () => {
    const { incident, handover } = await offered()
    await assignRoles(ground.db, ana, { incident, roles: [{ role: 'commander', person: 'UBEN' }] })
    expect(await stateOf(handover)).toBe('overtaken')
    expect(await refusalOf(answer(handover, true))).toBe('offer_over')
    expect(await holderOf(ground, incident)).toBe('UBEN')
    const other = await offered()
    await close(ground, other.incident)
    expect(await refusalOf(answer(other.handover, true))).toBe('offer_over')
    expect(await holderOf(ground, other.incident)).toBe('UANA')
  })

  it('at the same instant as somebody who assigns it: both have happened, in one order or the other', async () => {
    for (let i = 0; i < 5; i++) {
      const { incident, handover } = await offered()
      const [accepted] = await Promise.all([
        refusalOf(answer(handover, true)),
        assignRoles(ground.db, ana, { incident, roles: [{ role: 'commander', person: 'UBEN' }] }),
      ])
      expect(['none', 'offer_over']).toContain(accepted)
      const last = (await told(ground, incident, 'role.assigned')).at(-1)
      expect(await holderOf(ground, incident)).toBe(last?.person)
    }
  })
})

describe('an offer that nobody answers', () => {
  it('lapses after a quarter of an hour, not before, and once', async () => {
    const { incident, handover } = await offered()
    await pass(14)
    await fireTimers(ground.db)
    expect(await stateOf(handover)).toBe('open')
    await pass(1)
    await fireTimers(ground.db)
    await fireTimers(ground.db)
    expect(await stateOf(handover)).toBe('lapsed')
    expect(await told(ground, incident, 'handover.lapsed')).toEqual([
      { handover, role: 'commander', from: 'UANA', to: 'UCLEO' },
    ])
    expect(await refusalOf(answer(handover, true))).toBe('offer_over')
    expect(await holderOf(ground, incident)).toBe('UANA')
  })

  it('is left alone where it was answered, and a younger one lapses in its own time', async () => {
    const { incident, handover } = await offered()
    await answer(handover, false)
    await pass(10)
    const later = await offer(incident, 'UBEN')
    await pass(5)
    await fireTimers(ground.db)
    expect([await stateOf(handover), await stateOf(later.handover)]).toEqual(['declined', 'open'])
    await pass(10)
    await fireTimers(ground.db)
    expect(await stateOf(later.handover)).toBe('lapsed')
  })
})

async function allLeave(incident: number): Promise<void> {
  await ground.db.execute(
    sql`update participants set left_at = now() where incident_id = ${incident} and person_id <> 'UANA'`,
  )
}
