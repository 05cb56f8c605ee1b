import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { documentOpened, summaryLost } from '../../../db/document/outside.ts'
import { listUpdates } from '../../../db/document/updates.ts'
import { findResource } from '../../../db/incident/place.ts'
import { verb } from '../../../db/verb.ts'
import { app, type Ground, openGround, report } from '../ground.ts'

let ground: Ground
let incident: number
beforeAll(async () => {
  ground = await openGround()
  incident = await report(ground)
})
afterAll(() => ground?.close())

const tell = verb('step.finish', async (work, note: string | undefined) => {
  work.record({
    type: 'incident.updated',
    subject: ['incident', incident],
    data: { changes: [{ field: 'status', from: 'active', to: 'stable' }], nextUpdateMinutes: null },
    words: note === undefined ? undefined : { note },
    happenedAt: new Date(Date.now() + Number(note ?? 0) * 60_000),
  })
})

it('the last updates come first, those without words too, and nobody else’s', async () => {
  const other = await report(ground)
  for (const note of ['3', '1', undefined, '2']) await tell(ground.db, app, note)
  expect((await listUpdates(ground.db, incident, 3)).map((one) => one.note)).toEqual(['3', '2', '1'])
  expect(await listUpdates(ground.db, incident, 9)).toHaveLength(4)
  expect((await listUpdates(ground.db, incident, 1))[0]).toMatchObject({
    by: null,
    changes: [{ field: 'status', from: 'active', to: 'stable' }],
  })
  expect(await listUpdates(ground.db, other, 3)).toEqual([])
})

it('words that were struck are none', async () => {
  await ground.db.execute(sql`update facts set words = null where incident_id = ${incident}`)
  expect((await listUpdates(ground.db, incident, 9)).map((one) => one.note)).toEqual(['', '', '', ''])
})

it('a document that was opened leaves its fact and its link, and a summary that is lost is known to be', async () => {
  const sheet = { id: 'F1', name: 'Summary', url: 'https://acme.example/docs/T1/F1' }
  const open = verb('step.finish', (work, kind: 'summary' | 'canvas') =>
    documentOpened(work, incident, { kind, ...sheet }),
  )
  await open(ground.db, app, 'summary')
  await open(ground.db, app, 'canvas')
  expect((await ground.facts('document.opened')).map((one) => one.data)).toEqual(
    ['summary', 'canvas'].map((kind) => ({ kind, id: 'F1', url: sheet.url })),
  )
  await verb('step.finish', (work, _: undefined) => summaryLost(work, incident, 'deleted'))(
    ground.db,
    app,
    undefined,
  )
  const lost = async (kind: 'summary' | 'canvas') => (await findResource(ground.db, incident, kind))?.lost
  expect([await lost('summary'), await lost('canvas')]).toEqual(['deleted', null])
})
