import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getCard } from '../../../db/incident/card.ts'
import { findReportView } from '../../../db/incident/place.ts'
import { channelLateSeconds, reportIncident } from '../../../db/incident/report.ts'
import { keepPeople } from '../../../db/people/people.ts'
import {
  ana,
  app,
  ben,
  crewOf as crew,
  type Ground,
  openGround,
  personOf,
  refusalOf,
  report,
  reportOf,
} from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround(`
rules:
  - { types: [security], commander: UGONE, participants: [UCLEO, UGONE, UROBOT] }
  - { types: [security], commander: UGUEST }
  - { types: [security], priorities: [high], commander: UBEN, participants: [UCLEO, UGUEST] }
  - { types: [data], commander: UNEVERSEEN }
  - { priorities: [low], participants: [UBEN] }`)
  await keepPeople(ground.db, [
    personOf('UGONE', { kind: 'deactivated' }),
    personOf('UROBOT', { kind: 'bot' }),
    personOf('UGUEST', { kind: 'guest' }),
  ])
})
afterAll(() => ground?.close())

async function crewOf(incident: number): Promise<Record<string, string>> {
  return Object.fromEntries(await crew(ground, incident))
}

describe('who is brought in', () => {
  it('where no rule matches, the reporter leads', async () => {
    expect(await crewOf(await report(ground))).toEqual({ UANA: 'commander' })
  })

  it('the first rule whose commander is still a member decides who leads', async () => {
    const crew = await crewOf(await report(ground, { type: 'security', priority: 'high' }))
    expect(crew).toEqual({ UBEN: 'commander', UANA: 'reporter', UCLEO: 'participant', UGUEST: 'participant' })
  })

  it('where none is, the reporter leads, and nobody who is gone and no bot comes', async () => {
    const crew = await crewOf(await report(ground, { type: 'security', priority: 'medium' }))
    expect(crew).toEqual({ UANA: 'commander', UCLEO: 'participant' })
  })

  it('a commander whom Slack has not told of yet is taken at the file’s word', async () => {
    const crew = await crewOf(await report(ground, { type: 'data' }))
    expect(crew).toEqual({ UNEVERSEEN: 'commander', UANA: 'reporter' })
  })

  it('who reports and is in the rule too is there once', async () => {
    const crew = await crewOf(await report(ground, { priority: 'low' }, ben))
    expect(crew).toEqual({ UBEN: 'commander' })
  })
})

describe('what is recorded', () => {
  it('is the title and description whole, and one fact that bears them', async () => {
    const title = '👩‍👩‍👧‍👦"\\ <!channel> '.repeat(200)
    const incident = await report(ground, { title: `  ${title}\n`, description: '\n x\ny ', view: 'V1' })
    const card = await getCard(ground.db, incident)
    expect([card.title, card.description]).toEqual([title.trim(), 'x\ny'])
    const facts = (await ground.facts('incident.reported')).filter((one) => one.incident_id === incident)
    expect(facts).toMatchObject([{ actor_id: 'UANA', words: { title: title.trim(), description: 'x\ny' } }])
    expect(facts[0]?.data).toMatchObject({ type: 'outage', commander: 'UANA', view: 'V1' })
    expect(JSON.stringify(facts[0]?.data)).not.toContain('channel>')
    expect(await findReportView(ground.db, incident)).toBe('V1')
  })

  it('has the moment of the app’s clock, and a timer by which its channel should stand', async () => {
    const incident = await report(ground)
    const [row] = await ground.rows(sql`
      select t.kind, round(extract(epoch from t.due_at - i.reported_at))::int as seconds
      from incidents i join timers t on t.subject_id = i.id::text where i.id = ${incident}`)
    expect(row).toEqual({ kind: 'channel.late', seconds: channelLateSeconds })
    expect(channelLateSeconds).toBeLessThan(60)
  })
})

describe('what is refused leaves nothing', () => {
  const nothing = async (act: () => Promise<unknown>) => {
    const count = async () => (await ground.rows(sql`select count(*)::int from incidents`))[0]
    const before = await count()
    const code = await refusalOf(act())
    expect(await count()).toEqual(before)
    return code
  }

  it.each(['', '   ', '\n\t'])('a title of %j', async (title) => {
    expect(await nothing(() => reportIncident(ground.db, ana, reportOf({ title })))).toBe('title_empty')
  })

  it.each([{ type: 'nope' }, { priority: '' }, { severity: 'outage' }])('the choice %j', async (choice) => {
    expect(await nothing(() => reportIncident(ground.db, ana, reportOf(choice)))).toBe('option_unknown')
  })

  it('it says under which input', async () => {
    const refused = reportIncident(ground.db, ana, reportOf({ title: '' }))
    await expect(refused).rejects.toMatchObject({ field: 'title' })
  })

  it('a report by nobody', async () => {
    await expect(nothing(() => reportIncident(ground.db, app, reportOf()))).rejects.toThrow('only a person')
  })
})

it('two at once are two, and one submitted twice at once is one', async () => {
  const both = await Promise.all([report(ground), report(ground, {}, ben)])
  expect(new Set(both).size).toBe(2)
  const twice = await Promise.all(
    Array.from({ length: 4 }, () => reportIncident(ground.db, ana, reportOf({ title: 'twice' }), 'view:V2')),
  )
  expect(new Set(twice.map((one) => one.incident)).size).toBe(1)
  expect(await ground.rows(sql`select id from incidents where title = 'twice'`)).toHaveLength(1)
})
