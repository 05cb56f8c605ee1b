import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { channelOpened } from '../../../db/incident/outside.ts'
import { countMessage } from '../../../db/people/activity.ts'
import { verb } from '../../../db/verb.ts'
import { app, type Ground, openGround, report } from '../ground.ts'

let ground: Ground
let incident = 0
const channel = 'C0ROOM'
beforeAll(async () => {
  ground = await openGround('rules: [{ participants: [UBEN], observers: [UCLEO] }]')
  incident = await report(ground)
  await verb('people.follow', (work) =>
    channelOpened(work, incident, { id: channel, name: 'inc', url: 'https://x', isPrivate: false }),
  )(ground.db, app, undefined)
})
afterAll(() => ground?.close())

const writes = (person: string, ts: string, where = channel) =>
  countMessage(ground.db, { kind: 'slack' }, { channel: where, person }, `message:${where}:${ts}`)
const counts = async () =>
  Object.fromEntries(
    (
      await ground.rows<{ id: string; messages: number; observer: boolean }>(
        sql`select person_id as id, messages, observer from participants where incident_id = ${incident}`,
      )
    ).map(({ id, messages, observer }) => [id, [messages, observer]]),
  )

it('counts each message once, and the third of an observer makes them take part', async () => {
  for (const ts of ['1', '1', '2']) await writes('UCLEO', ts)
  expect(await counts()).toMatchObject({ UCLEO: [2, true] })
  expect(await ground.facts('participant.promoted')).toEqual([])
  for (const ts of ['3', '3']) await writes('UCLEO', ts)
  expect(await counts()).toMatchObject({ UCLEO: [3, false] })
  for (const ts of ['5', '6', '7']) await writes('UBEN', ts)
  expect(await ground.facts('participant.promoted')).toMatchObject([
    { incident_id: incident, data: { person: 'UCLEO' } },
  ])
})

it('passes over who is not in it, who left, and other channels', async () => {
  const before = await counts()
  await writes('UOLGA', '8')
  await writes('UBEN', '9', 'C0GENERAL')
  await ground.db.execute(sql`update participants set left_at = now() where person_id = 'UBEN'`)
  await writes('UBEN', '10')
  expect(await counts()).toEqual(before)
})
