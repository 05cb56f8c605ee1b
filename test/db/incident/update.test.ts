import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { markOf } from '../../../blocks/mark.ts'
import { getCard } from '../../../db/incident/card.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { Overtaken } from '../../../db/incident/overtaken.ts'
import { type Update, updateIncident } from '../../../db/incident/update.ts'
import { fireTimers } from '../../../db/work/timers.ts'
import { ana, ben, cleo, type Ground, hold, openGround, refusalOf, report, waiting } from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround('archive_after_days: 3')
})
afterAll(() => ground?.close())

const change = (incident: number, wishes: Update['wishes'], more: Partial<Update> = {}, who = ana) =>
  updateIncident(ground.db, who, { incident, wishes, note: '', ...more })
const card = (incident: number) => getCard(ground.db, incident)
const told = async (incident: number) =>
  (await ground.facts('incident.updated')).filter((one) => one.incident_id === incident)
const pass = (hours: number) =>
  ground.db.execute(sql`update clock set ahead_ms = ahead_ms + ${hours * 3_600_000}::int`)
const close = (incident: number) =>
  change(incident, { status: { to: 'closed' }, resolution: { to: 'rolled back' } })

describe('one change', () => {
  it('leaves one fact of all that it changed, with the words apart', async () => {
    const incident = await report(ground)
    const answer = await change(
      incident,
      {
        severity: { seen: 'critical', to: 'major' },
        title: { to: 'checkout is slow' },
        tags: { to: 'eu, web' },
      },
      { note: 'half of it is back', nextUpdateMinutes: 30 },
    )
    expect(answer).toEqual({ incident, changed: ['severity', 'title', 'tags'] })
    expect(await told(incident)).toMatchObject([
      {
        actor_id: 'UANA',
        data: {
          changes: [
            { field: 'severity', from: 'critical', to: 'major' },
            { field: 'title', from: null, to: null },
            { field: 'tags', from: null, to: null },
          ],
          nextUpdateMinutes: 30,
        },
        words: {
          note: 'half of it is back',
          title: 'checkout is slow',
          titleBefore: 'checkout is down',
          tags: 'eu, web',
          tagsBefore: '',
        },
      },
    ])
    const { title, tags, severity, nextUpdateAt } = await card(incident)
    expect([title, tags, severity.key]).toEqual(['checkout is slow', ['eu', 'web'], 'major'])
    expect(nextUpdateAt).toBeInstanceOf(Date)
  })

  it('of nothing is refused, and words alone tell how it stands', async () => {
    const incident = await report(ground)
    expect(await refusalOf(change(incident, { severity: { to: 'critical' } }))).toBe('nothing_changed')
    expect(await told(incident)).toEqual([])
    for (const nextUpdateMinutes of [30, null])
      expect(await refusalOf(change(incident, {}, { nextUpdateMinutes }))).toBe('note_missing')
    expect((await card(incident)).nextUpdateAt).toBeNull()
    await change(incident, {}, { note: 'still looking' })
    expect(await told(incident)).toMatchObject([{ data: { changes: [] }, words: { note: 'still looking' } }])
  })

  it('leaves a promise that is yet to come, and takes away one that is over', async () => {
    const incident = await report(ground)
    await change(incident, {}, { note: 'looking', nextUpdateMinutes: 60 })
    await change(incident, {}, { note: 'still looking' })
    expect((await card(incident)).nextUpdateAt).not.toBeNull()
    await pass(2)
    await change(incident, { priority: { to: 'low' } })
    expect((await card(incident)).nextUpdateAt).not.toBeNull()
    await change(incident, {}, { note: 'found it' })
    expect((await card(incident)).nextUpdateAt).toBeNull()
  })

  it.each([
    ['type', 'weather'],
    ['priority', 'later'],
    ['severity', 'minor '],
    ['status', 'merged'],
  ] as const)('to a %s that there is not is refused', async (field, to) => {
    const incident = await report(ground)
    expect(await refusalOf(change(incident, { [field]: { to } }, { note: 'why' }))).toBe('option_unknown')
  })

  it('to an empty title is refused', async () => {
    const incident = await report(ground)
    expect(await refusalOf(change(incident, { title: { to: ' ' } }))).toBe('title_empty')
  })

  it('is for those who take part', async () => {
    const incident = await report(ground)
    expect(await refusalOf(change(incident, {}, { note: 'hello' }, cleo))).toBe('not_in')
  })
})

describe('what asks for a reason', () => {
  it('a change of status, but not one that changes nothing', async () => {
    const incident = await report(ground)
    expect(await refusalOf(change(incident, { status: { to: 'stable' } }))).toBe('why_missing')
    expect((await card(incident)).status).toBe('active')
    await change(incident, { status: { to: 'stable' } }, { note: 'it holds' })
    await change(incident, { status: { to: 'stable' }, priority: { to: 'low' } })
    expect(await card(incident)).toMatchObject({ status: 'stable', stableAt: expect.any(Date) })
  })

  it('a lower severity, but not a higher one', async () => {
    const incident = await report(ground, { severity: 'major' })
    expect(await refusalOf(change(incident, { severity: { to: 'minor' } }))).toBe('why_missing')
    await change(incident, { severity: { to: 'critical' } })
    await change(incident, { severity: { to: 'minor' } }, { note: 'only one shop' })
    expect((await card(incident)).severity.key).toBe('minor')
  })

  it('closing asks for the resolution, and takes one that stands', async () => {
    const incident = await report(ground)
    const closed = { status: { to: 'closed' } }
    expect(await refusalOf(change(incident, closed, { note: 'it is over' }))).toBe('resolution_missing')
    await change(incident, { resolution: { to: 'rolled back' } })
    await change(incident, closed)
    expect(await card(incident)).toMatchObject({ status: 'closed', resolution: 'rolled back' })
  })

  it('reopening, which takes the end away', async () => {
    const incident = await report(ground)
    await close(incident)
    const { closedAt, archiveAt } = await card(incident)
    expect((archiveAt?.getTime() ?? 0) - (closedAt?.getTime() ?? 0)).toBe(3 * 86_400_000)
    expect(await refusalOf(change(incident, { status: { to: 'active' } }))).toBe('why_missing')
    await change(incident, { status: { to: 'active' } }, { note: 'it is back' })
    expect(await card(incident)).toMatchObject({ status: 'active', closedAt: null, archiveAt: null })
  })
})

it('what was declined or merged is neither reopened nor closed by a change, but its words may be mended', async () => {
  const incident = await report(ground)
  await close(incident)
  await ground.db.execute(sql`update incidents set outcome = 'declined' where id = ${incident}`)
  const reopened = change(incident, { status: { to: 'active' } }, { note: 'no' })
  expect(await refusalOf(reopened)).toBe('not_reopened')
  const closed = { status: { to: 'closed', seen: 'active' }, resolution: { to: 'a real fix' } }
  expect(await refusalOf(change(incident, closed))).toBe('not_reopened')
  await change(incident, { title: { to: 'a false alarm' } })
  expect((await card(incident)).title).toBe('a false alarm')
})

describe('two people', () => {
  const overtakenBy = async (act: Promise<unknown>) => {
    const error = await act.catch((caught: unknown) => caught)
    if (!(error instanceof Overtaken)) throw new Error(`not overtaken: ${error}`)
    return error.meanwhile
  }

  it('who change the same field: the second is told by whom, to what and when', async () => {
    const incident = await report(ground)
    await joinIncident(ground.db, ben, { incident })
    await change(incident, { severity: { seen: 'critical', to: 'minor' } }, { note: 'small' }, ben)
    const late = change(incident, { severity: { seen: 'critical', to: 'major' } }, { note: 'bigger' })
    expect(await overtakenBy(late)).toEqual([
      { field: 'severity', now: 'Minor', by: 'UBEN', at: expect.any(Date) },
    ])
    expect(await told(incident)).toHaveLength(1)
  })

  it('who change the same words, or the same field to the same, and others', async () => {
    const incident = await report(ground)
    await joinIncident(ground.db, ben, { incident })
    const title = { seen: markOf('checkout is down'), to: 'checkout is slow' }
    await change(incident, { title }, {}, ben)
    await change(incident, { title, severity: { seen: 'critical', to: 'major' } }, { note: 'slow' })
    expect((await told(incident)).map((one) => one.data.changes)).toEqual([
      [{ field: 'title', from: null, to: null }],
      [{ field: 'severity', from: 'critical', to: 'major' }],
    ])
    const other = { title: { ...title, to: 'checkout is fast' } }
    expect(await overtakenBy(change(incident, other))).toMatchObject([
      { field: 'title', now: 'checkout is slow' },
    ])
  })

  it('who do so at the same instant: the one who waits is told', async () => {
    const incident = await report(ground)
    const other = await hold(ground, (tx) =>
      tx.execute(sql`update incidents set priority = 'low', severity = 'minor' where id = ${incident}`),
    )
    const late = overtakenBy(change(incident, { priority: { seen: 'high', to: 'medium' } }))
    const free = change(incident, { type: { seen: 'outage', to: 'data' } })
    while ((await waiting(ground)) < 2);
    await other.letGo()
    expect(await late).toMatchObject([{ field: 'priority', now: 'Low', by: null }])
    await free
    const { type, priority, severity } = await card(incident)
    expect([type.key, priority.key, severity.key]).toEqual(['data', 'low', 'minor'])
  })
})

describe('the channel is due to be archived', () => {
  const due = async (incident: number) =>
    (await ground.facts('archive.due')).filter((one) => one.incident_id === incident)

  it('days after closing, once, and not if it was reopened or closed anew meanwhile', async () => {
    const [kept, reopened, again] = [await report(ground), await report(ground), await report(ground)]
    for (const incident of [kept, reopened, again]) await close(incident)
    await pass(71)
    for (const incident of [reopened, again])
      await change(incident, { status: { to: 'active' } }, { note: 'it is back' })
    await close(again)
    await fireTimers(ground.db)
    expect(await due(kept)).toEqual([])
    await pass(2)
    await fireTimers(ground.db)
    await fireTimers(ground.db)
    expect([await due(kept), await due(reopened), await due(again)].map((all) => all.length)).toEqual([
      1, 0, 0,
    ])
    await pass(71)
    await fireTimers(ground.db)
    expect(await due(again)).toHaveLength(1)
  })
})
