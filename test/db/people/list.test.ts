import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assignRoles } from '../../../db/people/assign.ts'
import { listPeople } from '../../../db/people/list.ts'
import { addPeople } from '../../../db/people/participants.ts'
import { verb } from '../../../db/verb.ts'
import { ana, app, type Ground, openGround } from '../ground.ts'
import { led } from './roles.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

it('names who holds a role first and observers last, with why and by whom; who left is not in it', async () => {
  const incident = await led(ground)
  await ground.db.execute(sql`insert into groups (id, handle, name) values ('S1', 'db-team', 'Databases')`)
  await verb('people.follow', async (work, _: undefined) => {
    await addPeople(work, incident, {
      ...{ people: ['UOLGA'], why: 'group', observer: true },
      ...{ by: 'UANA', reason: 'knows it', group: 'S1' },
    })
    await addPeople(work, incident, { people: ['ULEFT'], why: 'joined' })
  })(ground.db, app, undefined)
  await ground.db.execute(
    sql`update participants set left_at = now() where incident_id = ${incident} and person_id = 'ULEFT'`,
  )
  await assignRoles(ground.db, ana, { incident, roles: [{ role: 'scribe', person: 'UCLEO' }] })
  const people = await listPeople(ground.db, incident)
  expect(
    people.map(({ id, roles, why, by, reason, group }) => [id, roles.join(), why, by, reason, group]),
  ).toEqual([
    ['UANA', 'commander', 'reported', null, null, null],
    ['UCLEO', 'scribe', 'role', null, null, null],
    ['UBEN', '', 'joined', null, null, null],
    ['UOLGA', '', 'group', 'UANA', 'knows it', 'db-team'],
  ])
  expect(people.every((one) => one.since instanceof Date)).toBe(true)
})
