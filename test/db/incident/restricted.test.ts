import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAlike } from '../../../db/incident/alike.ts'
import { getText } from '../../../db/incident/card.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { retryStep, skipStep } from '../../../db/work/mend.ts'
import { ana, ben, by, type Ground, openGround, refusalOf, report } from '../ground.ts'
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
const outsiders = ['UBEN', 'UOLGA', 'UNOBODY', 'everyone']

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

  it('cannot be joined by who is not in it, who is told no more than of one that is closed', async () => {
    const told = async (incident: number) =>
      joinIncident(ground.db, ben, { incident }).then(
        () => '',
        (error: Error) => error.message.replace(/\d+/, 'N'),
      )
    await ground.db.execute(sql`update incidents set status = 'closed' where id = ${open}`)
    expect(await told(restricted)).toBe(await told(open))
    await ground.db.execute(sql`update incidents set status = 'active' where id = ${open}`)
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
    expect(await refusalOf(retryStep(ground.db, ben, { step }))).toBe('step_not_failed')
    expect(await refusalOf(skipStep(ground.db, ben, { step }))).toBe('step_not_skippable')
    expect(await refusalOf(retryStep(ground.db, ana, { step }))).toBe('none')
  })
})
