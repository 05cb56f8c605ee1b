import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engagement, engageMany, engageNobody, engagePeople } from '../../../db/people/engage.ts'
import { keepGroup } from '../../../db/people/groups.ts'
import { keepPeople } from '../../../db/people/people.ts'
import { ana, ben, cleo, type Ground, openGround, personOf, refusalOf, report } from '../ground.ts'

let ground: Ground
let incident = 0
const crowd = Array.from({ length: 51 }, (_, i) => `UCROWD${String(i).padStart(2, '0')}`)
beforeAll(async () => {
  ground = await openGround()
  await keepPeople(ground.db, [
    personOf('UROBOT', { kind: 'bot' }),
    personOf('UGONE', { kind: 'deactivated' }),
  ])
  const plain = { name: '', disabled: false, updated: 1, told: 1 }
  await keepGroup(ground.db, { id: 'SDB', handle: 'db', members: ['UBEN', 'UROBOT', 'UGONE'], ...plain })
  await keepGroup(ground.db, { id: 'SBIG', handle: 'big', members: [...crowd, 'UROBOT'], ...plain })
  await keepGroup(ground.db, { id: 'SUNTOLD', handle: 'untold', members: null, ...plain })
  await keepGroup(ground.db, { id: 'SOFF', handle: 'off', members: ['UCLEO'], ...plain, disabled: true })
})
afterAll(() => ground?.close())

const asked = (more: Partial<Engagement>): Engagement => {
  return { incident, people: [], groups: [], observer: false, reason: '', ...more }
}
const engage = (more: Partial<Engagement>, who = ana) => engagePeople(ground.db, who, asked(more))
const factsOf = async (type: 'participant.added' | 'engagement.asked' | 'engagement.declined') =>
  (await ground.facts(type)).filter((one) => one.incident_id === incident)

describe('engaging', () => {
  it('adds whom one names and who is in the groups, each with who asked and why', async () => {
    incident = await report(ground)
    const came = await engage({ people: ['UCLEO', 'UCLEO'], groups: ['SDB'], reason: ' they know it ' })
    expect(came).toEqual({ added: ['UCLEO', 'UBEN'], waiting: [] })
    const plain = { observer: false, by: 'UANA' }
    expect(await factsOf('participant.added')).toMatchObject([
      { data: { person: 'UCLEO', why: 'asked', group: null, ...plain }, words: { reason: 'they know it' } },
      { data: { person: 'UBEN', why: 'group', group: 'SDB', ...plain }, words: { reason: 'they know it' } },
    ])
    expect(await engage({ people: ['UCLEO'], groups: ['SDB'] })).toEqual({ added: [], waiting: [] })
  })

  it('again has those come back who left, and whom Slack refused, for the new reason', async () => {
    incident = await report(ground)
    await engage({ people: ['UBEN', 'UCLEO'], observer: true })
    await ground.db.execute(sql`update participants set left_at = now() where person_id = 'UBEN'`)
    await ground.db.execute(sql`update participants set refused = 'cant_invite' where person_id = 'UCLEO'`)
    expect((await engage({ people: ['UBEN', 'UCLEO'], reason: 'again' })).added).toEqual(['UBEN', 'UCLEO'])
    const rows = await ground.rows(sql`
      select person_id, reason, observer from participants where incident_id = ${incident} and why = 'asked' order by 1`)
    expect(rows).toEqual([
      { person_id: 'UBEN', reason: 'again', observer: false },
      { person_id: 'UCLEO', reason: 'again', observer: false },
    ])
  })

  it.each<[code: string, more: Partial<Engagement>]>([
    ['nobody_named', {}],
    ['group_unknown', { groups: ['SDB', 'SOFF'] }],
    ['group_unknown', { groups: ['SNONE'] }],
    ['group_unknown', { groups: ['SUNTOLD'] }],
    ['cannot_engage_bot', { people: ['UBEN', 'UROBOT'] }],
  ])('is refused: %s', async (code, more) => {
    incident = await report(ground)
    expect(await refusalOf(engage(more))).toBe(code)
    expect(await factsOf('participant.added')).toEqual([])
  })

  it('is for those who take part in one that is open', async () => {
    incident = await report(ground)
    expect(await refusalOf(engage({ people: ['UCLEO'] }, ben))).toBe('not_in')
    await engage({ people: ['UBEN'], observer: true })
    expect(await refusalOf(engage({ people: ['UCLEO'] }, ben))).toBe('observer')
    await ground.db.execute(sql`update incidents set status = 'closed' where id = ${incident}`)
    expect(await refusalOf(engage({ people: ['UCLEO'] }))).toBe('incident_not_open')
  })
})

describe('more than fifty by groups', () => {
  it('wait for the commander, who brings them in once', async () => {
    incident = await report(ground)
    await engage({ people: ['UBEN'] })
    const { added, waiting } = await engage({ people: ['UCLEO'], groups: ['SBIG'], reason: 'all hands' }, ben)
    expect([added, waiting]).toEqual([['UCLEO'], [{ group: 'SBIG', count: 51, observer: false }]])
    const [fact] = await factsOf('engagement.asked')
    expect(fact).toMatchObject({
      data: { group: 'SBIG', count: 51, by: 'UBEN' },
      words: { reason: 'all hands' },
    })
    const answer = { incident, asked: Number(fact?.id) }
    expect(await refusalOf(engageMany(ground.db, ben, answer))).toBe('not_lead')
    const came = await Promise.all([engageMany(ground.db, ana, answer), engageMany(ground.db, ana, answer)])
    expect(came.map((one) => one.coming).sort()).toEqual([0, 51])
    const last = (await factsOf('participant.added')).at(-1)
    expect(last).toMatchObject({
      data: { why: 'group', group: 'SBIG', by: 'UBEN' },
      words: { reason: 'all hands' },
    })
  })

  it('are not those of another incident, nor of one that is over', async () => {
    incident = await report(ground, {}, cleo)
    await engage({ groups: ['SBIG'] }, cleo)
    const [fact] = await factsOf('engagement.asked')
    const own = await report(ground)
    expect(await refusalOf(engageMany(ground.db, ana, { incident: own, asked: Number(fact?.id) }))).toBe(
      'group_gone',
    )
    await ground.db.execute(sql`update incidents set status = 'closed' where id = ${incident}`)
    expect(await refusalOf(engageMany(ground.db, cleo, { incident, asked: Number(fact?.id) }))).toBe(
      'incident_not_open',
    )
  })

  it('stay away where the commander says so, which is known', async () => {
    incident = await report(ground)
    await engage({ people: ['UBEN'], groups: ['SBIG'] })
    const [fact] = await factsOf('engagement.asked')
    const answer = { incident, asked: Number(fact?.id) }
    expect(await refusalOf(engageNobody(ground.db, ben, answer))).toBe('not_lead')
    await engageNobody(ground.db, ana, answer)
    expect(await factsOf('engagement.declined')).toMatchObject([
      { data: { asked: answer.asked, group: 'SBIG' } },
    ])
  })

  it('of whom some are in it already come at once where fifty are left', async () => {
    incident = await report(ground)
    await engage({ people: crowd.slice(0, 1) })
    expect((await engage({ groups: ['SBIG'] })).added).toHaveLength(50)
  })
})
