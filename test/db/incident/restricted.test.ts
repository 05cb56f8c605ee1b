import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listDeciders } from '../../../db/access/questions.ts'
import { restrictIncident } from '../../../db/access/restrict.ts'
import type { Tx } from '../../../db/database.ts'
import { listAlike } from '../../../db/incident/alike.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { channelOpened } from '../../../db/incident/outside.ts'
import { findResource } from '../../../db/incident/place.ts'
import { getText } from '../../../db/incident/text.ts'
import { keepPeople } from '../../../db/people/people.ts'
import { permit } from '../../../db/verb.ts'
import { retryStep, skipStep } from '../../../db/work/mend.ts'
import {
  ana,
  app,
  ben,
  by,
  type Ground,
  hold,
  openGround,
  personOf,
  refusalOf,
  report,
  waiting,
} from '../ground.ts'
import { addSteps } from '../work/steps.ts'

let ground: Ground
let open: number
let restricted: number
beforeAll(async () => {
  ground = await openGround('rules: [{ types: [security], participants: [UCLEO] }]')
  open = await report(ground, { title: 'payroll is slow', description: 'open text' })
  restricted = await report(ground, {
    title: 'payroll leaked',
    description: 'secret text',
    type: 'security',
    visibility: 'restricted',
  })
})
afterAll(() => ground?.close())

const insiders = ['UANA', 'UCLEO']
const outsiders = ['UBEN', 'UOLGA', 'everyone']

describe('who may see it is decided', () => {
  let incident: number
  beforeAll(() =>
    keepPeople(ground.db, [
      personOf('UGONE', { kind: 'deactivated' }),
      personOf('UGUEST', { kind: 'guest' }),
    ]),
  )
  beforeEach(async () => {
    incident = await report(ground, { visibility: 'restricted' })
    await ground.db.execute(sql`update incidents set commander_id = 'UGONE' where id = ${incident}`)
  })
  const seat = (...people: string[]) =>
    ground.db.execute(sql`
      insert into participants (incident_id, person_id, why, observer, added_at)
      select ${incident}, one, 'asked', one = 'UOLGA', app_now()
      from jsonb_array_elements_text(${JSON.stringify(people)}::text::jsonb) as one`)
  const answersOf = (...people: string[]) =>
    Promise.all(people.map((one) => refusalOf(permit(ground.db, 'access.answer', one, incident))))

  it('by who else holds a role, where the commander is here no more', async () => {
    for (const role of ['scribe', 'liaison'])
      await ground.db.execute(sql`
        insert into assignments (incident_id, role, person_id, since)
        values (${incident}, ${role}, 'UBEN', app_now()), (${incident}, ${`deputy ${role}`}, 'UGONE', app_now())`)
    expect(await listDeciders(ground.db, incident)).toEqual(['UBEN'])
    expect(await answersOf('UBEN', 'UANA')).toEqual(['none', 'not_lead'])
  })

  it('by who reported it, where nobody who is here holds one', async () => {
    await seat('UBEN')
    expect(await listDeciders(ground.db, incident)).toEqual(['UANA'])
    expect(await answersOf('UANA', 'UBEN')).toEqual(['none', 'not_lead'])
  })

  it('by those who take part, where that one is outside too', async () => {
    await ground.db.execute(sql`update participants set left_at = app_now() where incident_id = ${incident}`)
    await seat('UBEN', 'UCLEO', 'UOLGA', 'UGUEST', 'UGONE')
    expect(await listDeciders(ground.db, incident)).toEqual(['UBEN', 'UCLEO'])
    expect(await answersOf('UBEN', 'UCLEO', 'UANA')).toEqual(['none', 'none', 'incident_not_visible'])
    await seat(...Array.from({ length: 12 }, (_, i) => `UMORE${i}`))
    expect(await listDeciders(ground.db, incident)).toHaveLength(10)
  })
})

it('while nobody holds a role, who reported it and is in it decides who may see it', async () => {
  const left = await report(ground, { visibility: 'restricted' })
  const may = () => refusalOf(permit(ground.db, 'access.answer', 'UANA', left))
  await ground.db.execute(sql`update incidents set commander_id = 'UCLEO' where id = ${left}`)
  expect(await may()).toBe('not_lead')
  await ground.db.execute(sql`update incidents set commander_id = null where id = ${left}`)
  expect(await listDeciders(ground.db, left)).toEqual(['UANA'])
  expect(await may()).toBe('none')
  await ground.db.execute(sql`update participants set left_at = app_now() where incident_id = ${left}`)
  expect(await may()).toBe('incident_not_visible')
})

describe('a restricted incident', () => {
  it.each(insiders)('is there for %s, who is in it', async (viewer) => {
    const alike = await listAlike(ground.db, viewer, 'payroll')
    expect(alike.map((one) => one.id).toSorted()).toEqual([open, restricted].toSorted())
    expect(await getText(ground.db, viewer, restricted)).toMatchObject({ description: 'secret text' })
    expect(await joinIncident(ground.db, by(viewer), { incident: restricted })).toEqual({
      incident: restricted,
    })
  })

  it.each(outsiders)('is not there for %s', async (viewer) => {
    const alike = await listAlike(ground.db, viewer, 'payroll leaked')
    expect(alike.map((one) => one.id)).toEqual([open])
    const asked = getText(ground.db, viewer, restricted)
    expect(await refusalOf(asked)).toBe('incident_not_visible')
    await expect(asked).rejects.not.toThrow(/payroll|secret/)
    expect(await getText(ground.db, viewer, open)).toMatchObject({ description: 'open text' })
  })

  it('is not there for one of whom nothing is known, and no other is either', async () => {
    expect(await listAlike(ground.db, 'UNOBODY', 'payroll leaked')).toEqual([])
    for (const incident of [open, restricted])
      expect(await refusalOf(getText(ground.db, 'UNOBODY', incident))).toBe('incident_not_visible')
  })

  it('cannot be joined by who is not in it, who is told no more than of one that never was', async () => {
    const told = async (incident: number) =>
      joinIncident(ground.db, ben, { incident }).then(
        () => '',
        (error: Error) => error.message.replace(/\d+/g, 'N'),
      )
    expect(await told(restricted)).toBe(await told(999_999))
    const people = await ground.rows(
      sql`select person_id from participants where incident_id = ${restricted}`,
    )
    expect(people).toHaveLength(2)
  })

  it('has steps that only those who are in it mend', async () => {
    const [step = 0] = await addSteps(ground, { skippable: true })
    await ground.db.execute(
      sql`update steps set state = 'failed', incident_id = ${restricted} where id = ${step}`,
    )
    expect(await refusalOf(retryStep(ground.db, ben, { step }))).toBe('incident_not_visible')
    expect(await refusalOf(skipStep(ground.db, ben, { step }))).toBe('incident_not_visible')
    expect(await refusalOf(retryStep(ground.db, ana, { step }))).toBe('none')
  })
})

describe('a public channel that an incident gets while it is being restricted', () => {
  const restrict = (incident: number) => restrictIncident(ground.db, ana, { incident, note: 'names' })
  const give = (tx: Tx, incident: number) =>
    channelOpened(
      { tx, now: new Date(), actor: app, record: () => undefined, also: () => undefined },
      incident,
      {
        ...{ id: `C${incident}`, name: 'inc', url: 'https://x', isPrivate: false },
      },
    )
  const lossOf = async (incident: number) => (await findResource(ground.db, incident, 'channel'))?.lost

  it('is left, where the channel came first', async () => {
    const incident = await report(ground)
    const other = await hold(ground, (tx) => give(tx, incident))
    const restricted = restrict(incident)
    await expect.poll(() => waiting(ground)).toBe(1)
    await other.letGo()
    await restricted
    expect(await lossOf(incident)).toBe('exposed')
  })

  it('is left, where the restriction came first', async () => {
    const incident = await report(ground)
    const other = await hold(ground, (tx) =>
      tx.execute(sql`update incidents set visibility = 'restricted' where id = ${incident}`),
    )
    const given = ground.db.transaction((tx) => give(tx, incident))
    await expect.poll(() => waiting(ground)).toBe(1)
    await other.letGo()
    await given
    expect(await lossOf(incident)).toBe('exposed')
  })
})
