import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { declineIncident } from '../../../db/incident/decline.ts'
import { channelOpened } from '../../../db/incident/outside.ts'
import { restoreIncident } from '../../../db/incident/restore.ts'
import { updateIncident } from '../../../db/incident/update.ts'
import { assignRoles } from '../../../db/people/assign.ts'
import { followPeople } from '../../../db/people/follow.ts'
import { followLeaving } from '../../../db/people/membership.ts'
import { keepPeople } from '../../../db/people/people.ts'
import { verb } from '../../../db/verb.ts'
import { ana, app, crewOf, type Ground, hold, olga, openGround, personOf, waiting } from '../ground.ts'
import { holderOf, led, told } from './roles.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

const slack = { kind: 'slack' } as const
const to = (status: string) => async (incident: number) =>
  void (await updateIncident(ground.db, olga, {
    ...{ incident, note: 'more of it', wishes: { status: { to: status }, resolution: { to: 'restarted' } } },
  }))
const decline = async (incident: number) =>
  void (await declineIncident(ground.db, ana, { incident, why: 'a test' }))
const restore = async (incident: number) =>
  void (await restoreIncident(ground.db, ana, { incident, why: 'it was none' }))

/** Led by this person, who is its scribe too, with ana as its liaison, and in a channel. */
async function ledBy(person: string): Promise<number> {
  await keepPeople(ground.db, [personOf(person)])
  const incident = await led(ground)
  await verb('step.finish', (work, _: undefined) =>
    channelOpened(work, incident, { id: `C${incident}`, name: 'inc', url: 'https://x', isPrivate: false }),
  )(ground.db, app, undefined)
  const roles = ['commander', 'scribe'].map((role) => ({ role, person }))
  await assignRoles(ground.db, ana, {
    incident,
    roles: [...roles, { role: 'liaison', person: 'UANA' }],
  })
  return incident
}
const leave = (incident: number, person: string) =>
  followLeaving(ground.db, slack, { channel: `C${incident}`, person, at: '1700000001.000100' })
const deactivate = (person: string) =>
  followPeople(ground.db, slack, [personOf(person, { kind: 'deactivated', updated: 5 })])

describe.each([
  ['reopened', to('closed'), to('active')],
  ['restored', decline, restore],
])('an incident that is %s', (how, end, begin) => {
  it('calls those back who hold a role and left it', async () => {
    const person = `ULEFT${how}`
    const incident = await ledBy(person)
    await end(incident)
    await leave(incident, person)
    await leave(incident, 'UBEN')
    await begin(incident)
    expect(await crewOf(ground, incident)).toContainEqual([person, 'commander'])
    expect(await crewOf(ground, incident)).not.toContainEqual(['UBEN', 'participant'])
    expect((await told(ground, incident, 'participant.added')).at(-1)).toMatchObject({ person, why: 'role' })
    expect(await told(ground, incident, 'role.vacated')).toEqual([])
  })

  it('is led by nobody who is here no more', async () => {
    const person = `UGONE${how}`
    const incident = await ledBy(person)
    await end(incident)
    await deactivate(person)
    await begin(incident)
    expect([await holderOf(ground, incident), await holderOf(ground, incident, 'scribe')]).toEqual([
      null,
      null,
    ])
    expect(await told(ground, incident, 'role.vacated')).toHaveLength(2)
  })

  it('nor by who is just being deactivated', async () => {
    const person = `UGOING${how}`
    const incident = await ledBy(person)
    await end(incident)
    const going = await hold(ground, (tx) =>
      tx.execute(sql`update people set kind = 'deactivated' where id = ${person}`),
    )
    const begun = begin(incident)
    await expect.poll(() => waiting(ground)).toBe(1)
    await going.letGo()
    await begun
    expect(await holderOf(ground, incident)).toBeNull()
  })
})

it('an update of an incident that is open, or the closing of one, calls nobody', async () => {
  const incident = await ledBy('ULEADS')
  await ground.db.execute(sql`update participants set left_at = now() where person_id = 'ULEADS'`)
  for (const status of ['stable', 'closed']) await to(status)(incident)
  expect(await crewOf(ground, incident)).not.toContainEqual(['ULEADS', 'commander'])
})
