import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getCard } from '../../../db/incident/card.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { keepGroup } from '../../../db/people/groups.ts'
import { keepPeople } from '../../../db/people/people.ts'
import { engageByRules } from '../../../db/people/rules.ts'
import { verb } from '../../../db/verb.ts'
import { ana, app, cleo, type Ground, olga, openGround, personOf, report } from '../ground.ts'

let ground: Ground
const crowd = (count: number, name = 'UCROWD') => Array.from({ length: count }, (_, i) => `${name}${i}`)
beforeAll(async () => {
  ground = await openGround(`
rules:
  - { severities: [critical], types: [outage], roles: { scribe: UGONE, liaison: UCLEO }, groups: [SDB] }
  - { severities: [critical], types: [outage], roles: { scribe: UBEN }, observers: [UOLGA, UDBA] }
  - { severities: [minor], tags: [payments, Billing], participants: [UBEN] }
  - { types: [data], groups: [SBIG, SOTHER, SOFF] }
  - { types: [security], priorities: [high], commander: UBEN, roles: { scribe: UBEN }, observers: [UCLEO] }
  - { types: [security], priorities: [high], severities: [critical], participants: [UCLEO, UROBOT, UGONE] }
`)
  await keepPeople(ground.db, [
    personOf('UGONE', { kind: 'deactivated' }),
    personOf('UROBOT', { kind: 'bot' }),
  ])
  const plain = { name: '', disabled: false, updated: 1, told: 1 }
  await keepGroup(ground.db, { id: 'SDB', handle: 'db', members: ['UDBA', 'UGONE', 'UROBOT'], ...plain })
  await keepGroup(ground.db, { id: 'SBIG', handle: 'big', members: [...crowd(49), 'UANA'], ...plain })
  await keepGroup(ground.db, { id: 'SOTHER', handle: 'other', members: ['UCROWD0', 'UX', 'UY'], ...plain })
  await keepGroup(ground.db, { id: 'SOFF', handle: 'off', members: crowd(99), ...plain, disabled: true })
})
afterAll(() => ground?.close())

const again = verb('people.follow', (work, incident: number) => engageByRules(work, incident))
const change = async (incident: number, to: Record<string, string>) => {
  for (const [field, value] of Object.entries(to))
    await ground.db.execute(
      sql`update incidents set ${sql.identifier(field)} = ${value} where id = ${incident}`,
    )
  await again(ground.db, app, incident)
}
const factsOf = async (type: 'participant.added' | 'role.assigned' | 'engagement.asked', incident: number) =>
  (await ground.facts(type)).filter((one) => one.incident_id === incident).map((one) => one.data)
const whysOf = async (incident: number) =>
  Object.fromEntries(
    (
      await ground.rows<{ person: string; why: string }>(sql`
        select person_id as person, why || case when observer then ' observer' else '' end as why
        from participants where incident_id = ${incident}`)
    ).map(({ person, why }) => [person, why]),
  )

describe('a report', () => {
  it('brings in by severity too: groups, observers and roles; by name before by group, to take part before to observe', async () => {
    const incident = await report(ground)
    expect(await whysOf(incident)).toEqual({
      UANA: 'reported',
      UBEN: 'rule',
      UCLEO: 'rule',
      UDBA: 'group',
      UOLGA: 'rule observer',
    })
    const { roles, people } = await getCard(ground.db, incident)
    expect(roles.map(({ role, person }) => [role, person])).toEqual([
      ['liaison', 'UCLEO'],
      ['scribe', 'UBEN'],
    ])
    expect(await factsOf('role.assigned', incident)).toEqual([
      { role: 'scribe', person: 'UBEN', from: null, handover: null },
      { role: 'liaison', person: 'UCLEO', from: null, handover: null },
    ])
    const [fact] = (await ground.facts('incident.reported')).slice(-1)
    expect(fact?.data.participants).toHaveLength(people.length)
  })

  it('matches by tags, whatever their case', async () => {
    const tagged = await report(ground, { severity: 'minor', tags: ['billing', 'eu'] })
    expect(await whysOf(tagged)).toEqual({ UANA: 'reported', UBEN: 'rule' })
    expect((await getCard(ground.db, tagged)).tags).toEqual(['billing', 'eu'])
    expect(await whysOf(await report(ground, { severity: 'minor', tags: ['eu'] }))).toEqual({
      UANA: 'reported',
    })
  })

  it('asks first where more than fifty would come by groups, in all', async () => {
    const incident = await report(ground, { type: 'data' })
    expect(await whysOf(incident)).toEqual({ UANA: 'reported' })
    expect(await factsOf('engagement.asked', incident)).toEqual([
      { group: 'SBIG', count: 49, observer: false, by: null },
      { group: 'SOTHER', count: 3, observer: false, by: null },
    ])
    await ground.db.execute(sql`update groups set members = array['UX'] where id = 'SOTHER'`)
    expect(Object.keys(await whysOf(await report(ground, { type: 'data' })))).toHaveLength(51)
    await ground.db.execute(sql`update groups set members = array['UX', 'UY'] where id = 'SOTHER'`)
  })
})

describe('rules asked again', () => {
  it('bring in whom the incident calls for now, and nobody twice', async () => {
    const incident = await report(ground, { severity: 'minor' })
    expect(await whysOf(incident)).toEqual({ UANA: 'reported' })
    for (const _ of [1, 2]) await change(incident, { severity: 'critical' })
    expect(Object.keys(await whysOf(incident))).toHaveLength(5)
    expect(await factsOf('participant.added', incident)).toHaveLength(4)
    expect(await factsOf('role.assigned', incident)).toHaveLength(2)
    await change(incident, { severity: 'minor' })
    expect(Object.keys(await whysOf(incident))).toHaveLength(5)
  })

  it('leave those out who left, and make observers take part', async () => {
    const incident = await report(ground, { type: 'security', priority: 'high', severity: 'minor' })
    expect(await whysOf(incident)).toEqual({ UANA: 'reported', UBEN: 'rule', UCLEO: 'rule observer' })
    await change(incident, { severity: 'critical' })
    expect(await whysOf(incident)).toMatchObject({ UCLEO: 'rule' })
    const left = await report(ground, { severity: 'minor' })
    for (const who of [cleo, olga]) await joinIncident(ground.db, who, { incident: left })
    await ground.db.execute(
      sql`update participants set left_at = now() where person_id <> 'UANA' and incident_id = ${left}`,
    )
    await change(left, { severity: 'critical' })
    const { people, roles } = await getCard(ground.db, left)
    expect(people.map((one) => one.id).sort()).toEqual(['UANA', 'UBEN', 'UDBA'])
    expect(roles.map((one) => one.role)).toEqual(['scribe'])
  })

  it('fill only roles that nobody holds', async () => {
    const incident = await report(ground, { severity: 'minor' })
    await ground.db.execute(sql`insert into assignments values (${incident}, 'scribe', 'UANA', now())`)
    await change(incident, { type: 'security', priority: 'high' })
    expect((await getCard(ground.db, incident)).commanderId).toBe('UANA')
    expect(await factsOf('role.assigned', incident)).toEqual([])
    await ground.db.execute(sql`delete from assignments where incident_id = ${incident}`)
    await ground.db.execute(sql`update incidents set commander_id = null where id = ${incident}`)
    await again(ground.db, app, incident)
    const { commanderId, roles } = await getCard(ground.db, incident)
    expect([commanderId, roles.map((one) => one.person)]).toEqual(['UBEN', ['UBEN']])
  })

  it('ask of a large group once', async () => {
    const incident = await report(ground, { type: 'degradation' }, ana)
    for (const _ of [1, 2]) await change(incident, { type: 'data' })
    expect(await factsOf('engagement.asked', incident)).toHaveLength(2)
    expect(await whysOf(incident)).toEqual({ UANA: 'reported' })
  })

  it('do nothing for one that is over', async () => {
    const incident = await report(ground, { severity: 'minor' })
    await change(incident, { status: 'closed', severity: 'critical' })
    expect(await whysOf(incident)).toEqual({ UANA: 'reported' })
  })
})
