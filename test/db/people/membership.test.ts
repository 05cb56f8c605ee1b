import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restrictIncident } from '../../../db/access/restrict.ts'
import { getCard } from '../../../db/incident/card.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { briefPosted, channelOpened, channelReplaced, peopleInvited } from '../../../db/incident/outside.ts'
import { findResource } from '../../../db/incident/place.ts'
import { followJoining, followLeaving } from '../../../db/people/membership.ts'
import { keepPeople } from '../../../db/people/people.ts'
import type { Work } from '../../../db/verb.ts'
import { verb } from '../../../db/verb.ts'
import { ana, app, ben, cleo, type Ground, openGround, personOf, report } from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await keepPeople(ground.db, [personOf('UROBOT', { kind: 'bot' })])
})
afterAll(() => ground?.close())

const inside = (act: (work: Work) => Promise<unknown>) =>
  verb('people.follow', act)(ground.db, app, undefined)
async function open(): Promise<{ incident: number; channel: string }> {
  const incident = await report(ground)
  const channel = `C${incident}`
  await inside((work) =>
    channelOpened(work, incident, { id: channel, name: 'inc', url: 'https://x', isPrivate: false }),
  )
  return { incident, channel }
}
const at = (second: number) => `17000000${String(second).padStart(2, '0')}.000100`
const joins = (channel: string, person: string, second: number, inviter: string | null = null) =>
  followJoining(ground.db, { kind: 'slack' }, { channel, person, at: at(second), inviter })
const leaves = (channel: string, person: string, second: number) =>
  followLeaving(ground.db, { kind: 'slack' }, { channel, person, at: at(second) })
const peopleIn = async (incident: number) => (await getCard(ground.db, incident)).people
const idsIn = async (incident: number) => (await peopleIn(incident)).map((one) => one.id)
const factsOf = async (type: 'participant.added' | 'participant.left', incident: number) =>
  (await ground.facts(type)).filter((one) => one.incident_id === incident)

describe('who comes into the channel', () => {
  it('is in the incident, and needs no invitation', async () => {
    const { incident, channel } = await open()
    await joins(channel, 'UBEN', 1, 'UANA')
    expect(await peopleIn(incident)).toContainEqual({
      id: 'UBEN',
      observer: false,
      invited: true,
      refused: null,
    })
    expect(await factsOf('participant.added', incident)).toMatchObject([
      { actor_kind: 'slack', data: { person: 'UBEN', why: 'asked', by: 'UANA' } },
    ])
  })

  it('is outside of it yet where it was restricted and the channel is open to all', async () => {
    const { incident, channel } = await open()
    await joinIncident(ground.db, ben, { incident })
    await restrictIncident(ground.db, ana, { incident, note: 'a customer is named' })
    await joins(channel, 'UCLEO', 1)
    await joins(channel, 'UBEN', 1)
    expect(await idsIn(incident)).toEqual(['UANA', 'UBEN'])
  })

  it('by our own invitation leaves no second fact', async () => {
    const { incident, channel } = await open()
    await joinIncident(ground.db, ben, { incident })
    await joins(channel, 'UBEN', 1)
    await inside((work) => peopleInvited(work, incident, { channel, people: ['UBEN'], refused: [] }))
    await joins(channel, 'UBEN', 1)
    expect(await factsOf('participant.added', incident)).toHaveLength(1)
  })

  it('after Slack had refused them is refused no more', async () => {
    const { incident, channel } = await open()
    await joinIncident(ground.db, ben, { incident })
    const refused = [{ person: 'UBEN', code: 'user_is_restricted' }]
    await inside((work) => peopleInvited(work, incident, { channel, people: [], refused }))
    await joins(channel, 'UBEN', 1)
    await joins(channel, 'UBEN', 2)
    const told = (await ground.facts('people.invited')).filter((one) => one.incident_id === incident)
    expect(told.map((one) => one.data)).toEqual([
      { people: [], refused },
      { people: ['UBEN'], refused: [], came: true },
    ])
    expect(await peopleIn(incident)).toContainEqual({
      id: 'UBEN',
      observer: false,
      invited: true,
      refused: null,
    })
    expect(await factsOf('participant.added', incident)).toHaveLength(1)
  })

  it('of no incident, and a bot, is nobody', async () => {
    const { incident, channel } = await open()
    await joins('C0GENERAL', 'UBEN', 1)
    await joins(channel, 'UROBOT', 1)
    await leaves(channel, 'UROBOT', 2)
    expect(await idsIn(incident)).toEqual(['UANA'])
    expect(await factsOf('participant.left', incident)).toEqual([])
  })
})

describe('who leaves the channel', () => {
  it('has left the incident, and comes back as what they were', async () => {
    const { incident, channel } = await open()
    await joinIncident(ground.db, cleo, { incident })
    await ground.db.execute(sql`update participants set observer = true where person_id = 'UCLEO'`)
    await leaves(channel, 'UCLEO', 2)
    expect(await idsIn(incident)).toEqual(['UANA'])
    await joins(channel, 'UCLEO', 3)
    expect(await peopleIn(incident)).toContainEqual({
      id: 'UCLEO',
      observer: true,
      invited: true,
      refused: null,
    })
    expect(await factsOf('participant.left', incident)).toMatchObject([
      { data: { person: 'UCLEO', by: null } },
    ])
  })

  it('while they lead stays in it, to be invited again', async () => {
    const { incident, channel } = await open()
    await joins(channel, 'UANA', 1)
    await leaves(channel, 'UANA', 2)
    expect(await peopleIn(incident)).toEqual([{ id: 'UANA', observer: false, invited: false, refused: null }])
    expect(await factsOf('participant.left', incident)).toHaveLength(1)
    await leaves(channel, 'UANA', 2)
    expect(await factsOf('participant.left', incident)).toHaveLength(1)
    await ground.db.execute(sql`update incidents set status = 'closed' where id = ${incident}`)
    await leaves(channel, 'UANA', 3)
    expect(await idsIn(incident)).toEqual([])
  })
})

it('in whatever order they are heard, and however often, the last move decides', async () => {
  const order = fc
    .shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 7 })
    .chain((once) => fc.array(fc.constantFrom(...once), { maxLength: 4 }).map((more) => [...once, ...more]))
  await fc.assert(
    fc.asyncProperty(order, fc.constantFrom(6, 7), async (seconds, last) => {
      const { incident, channel } = await open()
      for (const second of seconds.filter((one) => one <= last))
        await (second % 2 === 1 ? joins : leaves)(channel, 'UBEN', second)
      const isIn = (await idsIn(incident)).includes('UBEN')
      const facts = [
        ...(await factsOf('participant.added', incident)),
        ...(await factsOf('participant.left', incident)),
      ].sort((a, b) => Number(a.id) - Number(b.id))
      expect([isIn, facts.length % 2 === 1]).toEqual([last === 7, last === 7])
    }),
    { numRuns: 10 },
  )
})

describe('what is heard of a channel that another took the place of', () => {
  it('counts for none of those who are to come into that', async () => {
    const { incident, channel } = await open()
    await joinIncident(ground.db, ben, { incident })
    const next = { id: `${channel}N`, name: 'inc-2', url: 'https://x', isPrivate: true }
    await inside((work) => channelReplaced(work, incident, { former: channel, channel: next }))
    await inside((work) => peopleInvited(work, incident, { channel, people: ['UANA', 'UBEN'], refused: [] }))
    await inside((work) => briefPosted(work, incident, { channel, ts: '1.1', url: 'https://x' }))
    expect((await peopleIn(incident)).map((one) => one.invited)).toEqual([false, false])
    expect(await findResource(ground.db, incident, 'brief')).toBeUndefined()
    await inside((work) => peopleInvited(work, incident, { channel: next.id, people: ['UBEN'], refused: [] }))
    expect((await peopleIn(incident)).find((one) => one.id === 'UBEN')).toMatchObject({ invited: true })
  })
})
