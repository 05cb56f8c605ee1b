import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FactType } from '../../../db/facts.ts'
import { getCard } from '../../../db/incident/card.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { ana, app, ben, cleo, crewOf, type Ground, openGround, refusalOf, report } from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

const rolesIn = async (incident: number) => (await crewOf(ground, incident)).map(([id, as]) => `${id} ${as}`)
const invited = (incident: number) =>
  ground.db.execute(sql`update participants set invited_at = now() where incident_id = ${incident}`)
const facts = async (incident: number, type: FactType) =>
  (await ground.facts(type)).filter((one) => one.incident_id === incident)
const added = (incident: number) => facts(incident, 'participant.added')

describe('joining', () => {
  it('adds who asks, and leaves a fact', async () => {
    const incident = await report(ground)
    expect(await joinIncident(ground.db, ben, { incident })).toEqual({ incident })
    expect(await rolesIn(incident)).toEqual(['UANA commander', 'UBEN participant'])
    expect(await added(incident)).toMatchObject([
      { actor_id: 'UBEN', data: { person: 'UBEN', why: 'joined' } },
    ])
  })

  it('twice, also at the same instant, adds once and is no error', async () => {
    const incident = await report(ground)
    await Promise.all(Array.from({ length: 5 }, () => joinIncident(ground.db, ben, { incident })))
    await joinIncident(ground.db, ben, { incident })
    expect(await added(incident)).toHaveLength(1)
  })

  it('what one leads or reported changes no role', async () => {
    const incident = await report(ground)
    await joinIncident(ground.db, ana, { incident })
    await invited(incident)
    await joinIncident(ground.db, ana, { incident })
    expect(await rolesIn(incident)).toEqual(['UANA commander'])
    expect(await added(incident)).toEqual([])
  })

  it('again, once an invitation came to an end, has who asks invited again', async () => {
    const incident = await report(ground)
    for (const end of [sql`invited_at = now()`, sql`refused = 'cant_invite'`, sql`invited_at = now()`]) {
      await joinIncident(ground.db, ben, { incident })
      await ground.db.execute(sql`update participants set ${end} where incident_id = ${incident}`)
    }
    await joinIncident(ground.db, ben, { incident })
    const { people } = await getCard(ground.db, incident)
    expect(people).toContainEqual({ id: 'UBEN', observer: false, invited: false, refused: null })
    expect(await facts(incident, 'participant.added')).toHaveLength(2)
    expect(await facts(incident, 'participant.reinvited')).toMatchObject([
      { data: { person: 'UBEN' } },
      { data: { person: 'UBEN' } },
    ])
  })

  it('a stable one is possible, a closed one is not', async () => {
    const incident = await report(ground)
    await ground.db.execute(sql`update incidents set status = 'stable' where id = ${incident}`)
    await joinIncident(ground.db, ben, { incident })
    await ground.db.execute(sql`update incidents set status = 'closed' where id = ${incident}`)
    expect(await refusalOf(joinIncident(ground.db, cleo, { incident }))).toBe('incident_not_open')
    expect(await rolesIn(incident)).toHaveLength(2)
  })

  it('one that never was is refused alike', async () => {
    expect(await refusalOf(joinIncident(ground.db, ana, { incident: 999_999 }))).toBe('incident_not_visible')
  })

  it('is for people', async () => {
    const incident = await report(ground)
    await expect(joinIncident(ground.db, app, { incident })).rejects.toThrow('only a person')
  })
})
