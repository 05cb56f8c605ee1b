import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getCard } from '../../db/incident/card.ts'
import { engagePeople } from '../../db/people/engage.ts'
import { openStage, type Stage } from '../stage.ts'
import { briefIn, briefOf, callsOf, calm, channelOf, closeAll, report, textOf } from '../tale.ts'
import type { Channel, Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
let ben: Person
let cleo: Person
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo']) slack.addPerson({ name })
      slack.addPerson({ name: 'robot', kind: 'bot' })
      slack.addPerson({ name: 'gus', kind: 'guest' })
      slack.addPerson({ name: 'olga', kind: 'owner' })
      slack.addChannel({ name: 'general', members: ['ana', 'ben', 'cleo'] })
    },
    configuration: (slack) => `
rules:
  - { types: [data], observers: [${slack.person('ben').id}], roles: { scribe: ${slack.person('cleo').id} } }`,
  })
  ;[ana, ben, cleo] = [stage.slack.person('ana'), stage.slack.person('ben'), stage.slack.person('cleo')]
})
afterAll(() => stage?.close())

async function roomOf(title: string, more: Record<string, string> = {}): Promise<[number, Channel]> {
  const incident = await report(stage, ana, title, more)
  await stage.settle()
  await closeAll(ana)
  return [incident, channelOf(stage, incident)]
}
const inIt = async (incident: number) =>
  (await getCard(stage.db, incident)).people.map((one) => one.id).sort()
const factsOf = async (incident: number) =>
  (
    await stage.db.execute<{ type: string; data: { person: string; why?: string; by?: string | null } }>(sql`
      select type, data from facts where incident_id = ${incident} and type like 'participant.%' order by id`)
  ).map(({ type, data }) => [type, data.person, ...(data.why ? [data.why, data.by] : [])])

describe('who comes into the channel in Slack', () => {
  it('is in the incident, on their own or brought by somebody, and by our own invitation no more than that', async () => {
    const [incident, channel] = await roomOf('come in')
    await ben.joinChannel(channel.id)
    await expect.poll(() => inIt(incident)).toEqual([ana.id, ben.id])
    await ben.invite(channel.id, ['cleo'])
    await expect.poll(() => inIt(incident)).toEqual([ana.id, ben.id, cleo.id])
    await stage.settle()
    expect(await factsOf(incident)).toEqual([
      ['participant.added', ben.id, 'joined', null],
      ['participant.added', cleo.id, 'asked', ben.id],
    ])
    expect(textOf(briefOf(stage, incident).blocks)).toContain('3 people in')
    expect(
      stage.slack.calls.filter(
        (call) => call.method === 'conversations.invite' && call.args.channel === channel.id,
      ),
    ).toHaveLength(1)
    expect(textOf(cleo.dm.at(-1)?.blocks)).toContain(`<@${ben.id}> asks for you`)
    expect(ben.dm).toEqual([])
  })

  it('is a guest too, but no bot', async () => {
    const [incident, channel] = await roomOf('guests and bots')
    await stage.slack.person('olga').joinChannel(channel.id)
    await stage.slack.person('olga').invite(channel.id, ['robot', 'gus'])
    await expect.poll(() => inIt(incident)).toHaveLength(3)
    await stage.settle()
    expect(await inIt(incident)).not.toContain(stage.slack.person('robot').id)
  })

  it('though Slack would not invite them, is shown as in it', async () => {
    const [incident, channel] = await roomOf('let them in')
    const gus = stage.slack.person('gus')
    const summary = () =>
      stage.slack.canvases().find((one) => one.title === `INC-${incident} summary`)?.markdown ?? ''
    await engagePeople(
      stage.db,
      { kind: 'person', id: ana.id },
      { ...{ incident, people: [gus.id], groups: [] }, ...{ observer: false, reason: '' } },
    )
    await stage.settle()
    expect(textOf(briefIn(stage, channel).blocks)).toContain(`Slack would not invite <@${gus.id}>`)
    expect(summary()).not.toContain(gus.id)
    await stage.slack.person('olga').joinChannel(channel.id)
    await calm(stage)
    expect(textOf(briefIn(stage, channel).blocks)).toContain(`Slack would not invite <@${gus.id}>`)
    await stage.slack.person('olga').invite(channel.id, ['gus'])
    await calm(stage)
    expect(textOf(briefIn(stage, channel).blocks)).not.toContain('would not invite')
    expect(summary()).toContain(gus.id)
  })

  it('and leaves again, and comes back', async () => {
    const [incident, channel] = await roomOf('in and out')
    await ben.joinChannel(channel.id)
    await expect.poll(() => inIt(incident)).toContain(ben.id)
    await ben.leaveChannel(channel.id)
    await expect.poll(() => inIt(incident)).toEqual([ana.id])
    await ben.joinChannel(channel.id)
    await expect.poll(() => inIt(incident)).toContain(ben.id)
    await stage.settle()
    expect((await factsOf(incident)).map(([type]) => type)).toEqual([
      'participant.added',
      'participant.left',
      'participant.added',
    ])
  })

  it('is as Slack has it in the end, however its events are doubled and shuffled', async () => {
    const [incident, channel] = await roomOf('a coming and going')
    stage.slack.sockets.disturb({ double: 0.5, shuffle: 0.5, delayMs: 40, seed: 7 })
    for (let i = 0; i < 6; i++) {
      for (const person of [ben, cleo]) await person.joinChannel(channel.id)
      await ben.leaveChannel(channel.id)
      if (i < 5) await cleo.leaveChannel(channel.id)
    }
    stage.slack.sockets.disturb(undefined)
    await ben.joinChannel(channel.id)
    await ben.leaveChannel(channel.id)
    await expect.poll(() => inIt(incident)).toEqual([ana.id, cleo.id])
    await stage.settle()
    expect(await inIt(incident)).toEqual([ana.id, cleo.id])
  })
})

describe('who holds a role and leaves', () => {
  const sheAsked = () => ana.dm.filter((one) => textOf(one.blocks).includes('Please hand over first'))

  it('is asked to hand over, and is invited back, once each time', async () => {
    const [incident, channel] = await roomOf('the captain goes')
    for (const time of [1, 2]) {
      const invited = callsOf(stage, 'conversations.invite')
      await ana.leaveChannel(channel.id)
      await stage.slack.until('her return', () => channel.members.has(ana.id))
      await stage.settle()
      expect(callsOf(stage, 'conversations.invite') - invited).toBe(1)
      expect(sheAsked()).toHaveLength(time)
      expect(textOf(sheAsked().at(-1)?.blocks)).toContain(
        `You left the channel of INC-${incident}, and are its Commander`,
      )
    }
    expect((await factsOf(incident)).map(([type]) => type)).toEqual(['participant.left', 'participant.left'])
    expect(await inIt(incident)).toEqual([ana.id])
    const last = sheAsked().at(-1)
    const dm = stage.slack.channels().find((one) => one.kind === 'im' && one.members.has(ana.id))
    await ana.click({ channel: dm?.id ?? '', ts: last?.ts ?? '' }, 'stay_in_role')
    await stage.slack.until('the answer', () =>
      textOf(ana.dm.find((one) => one.ts === last?.ts)?.blocks).includes(`You stay in INC-${incident}`),
    )
  })

  it('likewise of another role; once it is another’s, who leaves has left', async () => {
    const [incident, channel] = await roomOf('the scribe goes', { type: 'data' })
    await cleo.leaveChannel(channel.id)
    await stage.slack.until('the return', () => channel.members.has(cleo.id))
    await stage.settle()
    expect(textOf(cleo.dm.at(-1)?.blocks)).toContain('are its Scribe')
    await stage.db.execute(sql`update assignments set person_id = ${ana.id} where incident_id = ${incident}`)
    await cleo.leaveChannel(channel.id)
    await expect.poll(() => inIt(incident)).not.toContain(cleo.id)
    await stage.settle()
    expect(channel.members.has(cleo.id)).toBe(false)
    expect(cleo.dm.filter((one) => textOf(one.blocks).includes('hand over first'))).toHaveLength(1)
  })

  it('of one that is over just leaves', async () => {
    const [incident, channel] = await roomOf('all is over')
    await stage.db.execute(sql`update incidents set status = 'closed' where id = ${incident}`)
    const before = sheAsked().length
    await ana.leaveChannel(channel.id)
    await expect.poll(() => inIt(incident)).toEqual([])
    await stage.settle()
    expect([sheAsked().length, channel.members.has(ana.id)]).toEqual([before, false])
  })
})

describe('an observer', () => {
  it('takes part after three messages, whatever else happens in the channel', async () => {
    const [incident, channel] = await roomOf('read along', { type: 'data' })
    const observes = async () =>
      (await getCard(stage.db, incident)).people.find((one) => one.id === ben.id)?.observer
    expect(await observes()).toBe(true)
    const first = await ben.say(channel.id, 'one')
    await ben.edit(channel.id, first.ts, 'one and a half')
    await ana.say(channel.id, 'hers')
    await ben.say(channel.id, 'two', first.ts)
    await expect.poll(() => messagesOf(incident, ben.id)).toBe(2)
    await stage.settle()
    expect(await observes()).toBe(true)
    await ben.say(channel.id, 'three')
    await expect.poll(observes).toBe(false)
    await ben.say(channel.id, 'four')
    await expect.poll(() => messagesOf(incident, ben.id)).toBe(4)
    await stage.settle()
    expect((await factsOf(incident)).filter(([type]) => type === 'participant.promoted')).toEqual([
      ['participant.promoted', ben.id],
    ])
  })

  async function messagesOf(incident: number, person: string): Promise<number | undefined> {
    const [row] = await stage.db.execute<{ messages: number }>(sql`
      select messages from participants where incident_id = ${incident} and person_id = ${person}`)
    return row?.messages
  }
})
