import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announcement } from '../../blocks/incident/announcement.ts'
import type { Fact, FactType } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import type { NewStep } from '../../db/work/new-steps.ts'
import { lifecycle, reactions } from '../../jobs/lifecycle.ts'
import { pictureOf } from '../../jobs/picture.ts'
import { partsOf } from '../../jobs/planned.ts'
import type { World } from '../../jobs/world.ts'
import { factOf, factTypes } from '../blocks/facts.ts'
import { type Ground, openGround, report } from '../db/ground.ts'
import { farSide } from './far-side.ts'

let ground: Ground
let open: number
let restricted: number
beforeAll(async () => {
  ground = await openGround(`
operations: C0OPS
broadcast: [{ channel: C0ALL }, { channel: C0DATA, types: [data] }]`)
  open = await report(ground)
  restricted = await report(ground, { visibility: 'restricted' })
  for (const kind of ['channel', 'brief', 'ticket'])
    for (const incident of [open, restricted])
      await ground.db.execute(sql`insert into resources (incident_id, kind, external_id)
        values (${incident}, ${kind}, ${`${kind} of ${incident}`})`)
  await ground.db.execute(sql`insert into resources (incident_id, kind, place, external_id)
    values (${open}, 'announcement', 'C0ALL', '1.2')`)
})
afterAll(() => ground?.close())

const { world } = farSide()
const withoutJira: World = { slack: world.slack }
const plan = (fact: Fact, { severity = 1, into = world } = {}) =>
  ground.db.transaction(async (tx) =>
    (await Promise.all(partsOf(into, { fact, severity }).map((part) => part.plan(tx)))).flat(),
  )
const planned = (type: FactType, incident: number | null = open) =>
  plan(factOf(type, { kind: 'app' }, incident))
const names = (steps: NewStep[]) => steps.map((step) => step.reaction).toSorted()
const onPage = (type: FactType) =>
  Object.values(lifecycle).flatMap((table) =>
    Object.entries(table).flatMap(([of, named]) => (of === type ? Object.keys(named) : [])),
  )

describe('what a fact sets in motion', () => {
  it.each(factTypes)('%s: what the page says, and nothing else', async (type) => {
    const found = names(await planned(type))
    expect(onPage(type)).toEqual(expect.arrayContaining(found))
    const free = onPage(type).filter((name) => !reactions.get(name)?.places && !reactions.get(name)?.when)
    expect(found).toEqual(expect.arrayContaining(free))
  })

  it('a channel that stands calls for all that makes an incident ready', async () => {
    const all = onPage('channel.opened').filter((one) => one !== 'openSuccessor')
    expect(names(await planned('channel.opened'))).toEqual(all.toSorted())
  })

  it('whom Slack would not invite stands on the brief, and who came all the same; who was invited does already', async () => {
    const invited = factOf('people.invited', { kind: 'slack' }, open)
    expect(names(await plan(invited))).toEqual([])
    const refused = [{ person: 'UBEN', code: 'user_is_restricted' }]
    const found = names(await plan({ ...invited, data: { people: [], refused } }))
    expect(found).toEqual(['paintBrief', 'tellRefused'])
    const came = { people: ['UBEN'], refused: [], came: true }
    expect(names(await plan({ ...invited, data: came }))).toEqual(['paintBrief'])
  })

  it('where Jira is not configured, nothing of it', async () => {
    const found = await plan(factOf('incident.reported', { kind: 'app' }, open), { into: withoutJira })
    expect(names(found)).toEqual(['openChannel'])
    const linked = await plan(factOf('ticket.opened', { kind: 'app' }, open), { into: withoutJira })
    expect(names(linked)).not.toContain('linkTicket')
  })

  it('a restricted incident is announced nowhere', async () => {
    expect(names(await planned('channel.opened', restricted))).not.toContain('announce')
    expect(names(await planned('channel.late', restricted))).toEqual(['tellReporter'])
  })

  it('an announcement in each channel that hears of this type, a step each', async () => {
    const places = async (incident: number) =>
      (await planned('channel.opened', incident))
        .filter((one) => one.reaction === 'announce')
        .map((one) => one.place)
    expect(await places(open)).toEqual(['C0ALL'])
    expect(await places(await report(ground, { type: 'data' }))).toEqual(['C0ALL', 'C0DATA'])
  })

  it('an announcement that was posted is repainted only where it does not show how it stands', async () => {
    const posted = factOf('announcement.posted', { kind: 'app' }, open)
    expect(names(await plan(posted))).toEqual(['paintAnnouncements'])
    const picture = pictureOf(announcement(await getCard(ground.db, open)))
    await ground.db.execute(sql`update resources set painted = ${JSON.stringify({ picture })}::text::jsonb
      where incident_id = ${open} and kind = 'announcement'`)
    expect(names(await plan(posted))).toEqual([])
  })

  it('the reporter is told of a refused channel, not of other steps', async () => {
    const failed = factOf('step.failed', { kind: 'app' }, open)
    const data = { reaction: 'openChannel', place: '', code: 'restricted_action' }
    expect(names(await planned('step.failed'))).not.toContain('tellReporterOfRefusal')
    expect(names(await plan({ ...failed, data }))).toContain('tellReporterOfRefusal')
    const unplanned = { reaction: 'planAgain', place: 'openChannel', code: 'bug' }
    expect(names(await plan({ ...failed, data: unplanned }))).toContain('tellReporterOfRefusal')
  })

  it.each(['tellOperations', 'paintDeadLetter'])(
    'what becomes of %s is not told in the operations channel',
    async (reaction) => {
      const fact = factOf('step.failed', { kind: 'app' }, null)
      expect(await plan({ ...fact, data: { reaction, place: 'C0OPS', code: 'is_archived' } })).toEqual([])
      expect(await plan({ ...fact, data: { reaction: 'planAgain', place: reaction, code: 'bug' } })).toEqual(
        [],
      )
    },
  )

  it('what becomes of a step never sets that step in motion again', async () => {
    const own = { reaction: 'paintBrief', place: '', code: 'bug' }
    const planned = { reaction: 'planAgain', place: 'paintBrief', code: 'bug' }
    for (const type of ['step.failed', 'step.delayed', 'step.retried'] as const) {
      const fact = factOf(type, { kind: 'app' }, open)
      expect(names(await plan({ ...fact, data: own }))).not.toContain('paintBrief')
      expect(names(await plan({ ...fact, data: planned }))).not.toContain('paintBrief')
      expect(names(await plan(fact))).toContain('paintBrief')
    }
  })

  it('a step of no incident paints no brief', async () => {
    expect(names(await planned('step.failed', null))).toEqual(['tellOperations'])
  })
})

describe('a step', () => {
  const one = async (type: FactType, reaction: string, severity = 1) => {
    const steps = await plan(factOf(type, { kind: 'app' }, open), { severity })
    const found = steps.find((step) => step.reaction === reaction)
    if (!found) throw new Error(`${type} plans no ${reaction}`)
    return found
  }

  it('is one effect of an incident, whichever of its facts asks for it', async () => {
    const [late, opened] = [await one('channel.late', 'announce'), await one('channel.opened', 'announce')]
    expect(late.effectKey).toBe(opened.effectKey)
    expect(late.effectKey).toContain('C0ALL')
    const painted = [await one('step.done', 'paintBrief'), await one('participant.added', 'paintBrief')]
    expect(new Set(painted.map((step) => step.effectKey)).size).toBe(1)
  })

  it('comes by what people wait for first, and in each of these by the severity', async () => {
    const order = [
      await one('incident.reported', 'openChannel', 1),
      await one('incident.reported', 'openChannel', 9),
      await one('channel.opened', 'inviteParticipants', 1),
      await one('channel.opened', 'inviteParticipants', 9),
      await one('channel.opened', 'postBrief', 1),
      await one('channel.opened', 'announce', 1),
      await one('channel.opened', 'setTopic', 1),
    ].map((step) => step.priority)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(new Set(order).size).toBe(order.length)
  })

  it('that posts stands in the line of its channel, others in none', async () => {
    expect((await one('channel.opened', 'announce')).line).toBe('posts:C0ALL')
    expect((await one('step.failed', 'tellOperations')).line).toBe('posts:C0OPS')
    expect((await one('channel.opened', 'postBrief')).line).toBe(`posts:incident:${open}`)
    expect((await one('channel.opened', 'setTopic')).line).toBe(null)
  })

  it('that everything depends on cannot be skipped', () => {
    const skippable = [...reactions].filter(([, reaction]) => reaction.skippable).map(([name]) => name)
    for (const name of ['openChannel', 'inviteParticipants', 'postBrief'])
      expect(skippable).not.toContain(name)
    for (const name of skippable) expect(reactions.get(name)?.label).toBeDefined()
  })
})
