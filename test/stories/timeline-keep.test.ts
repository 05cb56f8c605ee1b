import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import {
  briefOf,
  callsOf,
  calm,
  channelOf,
  closeAll,
  correctKept,
  report,
  textOf,
  timelineOf,
} from '../tale.ts'
import type { Channel, Message, Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
let ben: Person
let channel: Channel
let incident: number
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo']) slack.addPerson({ name })
      slack.addPerson({ name: 'gus', kind: 'guest' })
      slack.addChannel({ name: 'general', members: ['ana', 'ben', 'cleo'] })
    },
  })
  ana = stage.slack.person('ana')
  ben = stage.slack.person('ben')
  incident = await report(stage, ana, 'checkout is down')
  await calm(stage)
  channel = channelOf(stage, incident)
  await ben.command(`/dispatch join INC-${incident}`, 'general')
  await calm(stage)
})
afterAll(() => stage?.close())
beforeEach(() => closeAll(ana))

const receipts = (message: Message) =>
  message.reactions.filter((one) => one.name === 'memo').flatMap((one) => one.users)
const stored = async (message: Message) => {
  const [row] = await stage.db.execute<{
    text: string
    author: string
    keepers: string[]
    seconds: number
  }>(sql`
    select text, author_id as author, keepers, extract(epoch from happened_at)::float8 as seconds
    from entries where ts = ${message.ts}`)
  return row
}

const look = (person: Person) => timelineOf(stage, person, incident)

describe('a 📌 on a message of the channel', () => {
  it('keeps it with its author, its words and its time, and is answered by a receipt', async () => {
    const message = await ben.say(channel.id, 'failed over, @ana & I')
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    expect(await stored(message)).toEqual({
      text: 'failed over, @ana & I',
      author: ben.id,
      keepers: [ana.id],
      seconds: Number(message.ts),
    })
    expect(receipts(message)).toEqual([stage.slack.bot.userId])
    const shown = await look(ana)
    expect(shown).toContain(`<@${ben.id}> wrote`)
    expect(shown).toContain('failed over, @ana &amp; I')
    expect(shown).toContain(`p${message.ts.replace('.', '')}`)
  })

  it('keeps a reply by its own words, and links to it in its thread', async () => {
    const root = await ana.say(channel.id, 'who looks at the queue?')
    const earlier = await ana.say(channel.id, 'an earlier reply', root.ts)
    const reply = await ben.say(channel.id, 'I do', root.ts)
    await ben.react(channel.id, reply.ts, 'pushpin')
    await calm(stage)
    expect(await stored(reply)).toMatchObject({ text: 'I do', author: ben.id })
    expect(await stored(root)).toBeUndefined()
    expect(await stored(earlier)).toBeUndefined()
    expect(await look(ana)).toContain(`thread_ts=${root.ts}`)
  })

  it('of two people is one entry, which stays until the last is taken away', async () => {
    const message = await ben.say(channel.id, 'the cache is cold')
    await ana.react(channel.id, message.ts, 'pushpin')
    await ben.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    expect((await stored(message))?.keepers.toSorted()).toEqual([ana.id, ben.id].toSorted())
    expect((await look(ana)).split('the cache is cold')).toHaveLength(2)
    await ana.unreact(channel.id, message.ts, 'pushpin')
    await calm(stage)
    expect(await look(ana)).toContain('the cache is cold')
    expect(receipts(message)).toHaveLength(1)
    await ben.unreact(channel.id, message.ts, 'pushpin')
    await calm(stage)
    expect(await look(ana)).not.toContain('the cache is cold')
    expect(receipts(message)).toEqual([])
  })

  it('put on again after that keeps what the message says by then', async () => {
    const message = await ben.say(channel.id, 'first words')
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    await ana.unreact(channel.id, message.ts, 'pushpin')
    await ben.edit(channel.id, message.ts, 'other words')
    await calm(stage)
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    expect(await look(ana)).toContain('other words')
    expect(receipts(message)).toHaveLength(1)
  })

  it('put on again leaves what somebody corrected in between as corrected', async () => {
    const message = await ben.say(channel.id, 'rolled bakc at noon')
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    await correctKept(stage, ana, incident, [message.ts, 'rolled back at 12:04'])
    await ana.unreact(channel.id, message.ts, 'pushpin')
    await calm(stage)
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    const shown = await look(ana)
    expect(shown).toContain('rolled back at 12:04')
    expect(shown).not.toContain('bakc')
  })

  it('keeps what the app itself said', async () => {
    const brief = briefOf(stage, incident)
    await ana.react(channel.id, brief.ts, 'pushpin')
    await calm(stage)
    expect(await stored(brief)).toMatchObject({ author: stage.slack.bot.userId })
    const { text } = (await stored(brief)) ?? { text: '' }
    expect(text).toContain('checkout is down')
    await stage.db.execute(sql`update incidents set title = 'checkout is up' where id = ${incident}`)
    await stage.slack.person('cleo').command(`/dispatch join INC-${incident}`, 'general')
    await calm(stage)
    expect(brief.text).toContain('checkout is up')
    expect(await stored(brief)).toMatchObject({ text })
  })

  it('of other names, or elsewhere, is nobody’s business', async () => {
    const [here, there] = [await ben.say(channel.id, 'just so'), await ben.say('general', 'just so')]
    const before = callsOf(stage, 'conversations.replies')
    await ana.react(channel.id, here.ts, 'eyes')
    await ana.react('general', there.ts, 'pushpin')
    await calm(stage)
    expect(callsOf(stage, 'conversations.replies')).toBe(before)
    expect([await stored(here), await stored(there)]).toEqual([undefined, undefined])
  })
})

describe('who may', () => {
  it('a guest’s 📌 does nothing and says nothing; that it was refused is known', async () => {
    const gus = stage.slack.person('gus')
    channel.members.add(gus.id)
    const message = await ben.say(channel.id, 'seen by a guest')
    await gus.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    expect(await stored(message)).toBeUndefined()
    expect(receipts(message)).toEqual([])
    expect([...gus.dm, ...gus.whispers]).toEqual([])
    const refused = await stage.db.execute(
      sql`select 1 from facts where type = 'act.refused' and actor_id = ${gus.id} and data->>'act' = 'message.keep'`,
    )
    expect(refused).toHaveLength(1)
  })

  it('a member who is not in the incident is told how to come in', async () => {
    const eve = stage.slack.addPerson({ name: 'eve' })
    channel.members.add(eve.id)
    const message = await ben.say(channel.id, 'seen in passing')
    await eve.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    expect(await stored(message)).toBeUndefined()
    expect(textOf(eve.dm.at(-1)?.text)).toContain(`/dispatch join INC-${incident}`)
  })

  it('who left in between takes their 📌 away all the same', async () => {
    const message = await ben.say(channel.id, 'kept by one who left')
    await ben.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    await stage.db.execute(
      sql`update participants set left_at = now() where incident_id = ${incident} and person_id = ${ben.id}`,
    )
    await ben.unreact(channel.id, message.ts, 'pushpin')
    await calm(stage)
    expect((await stored(message))?.keepers).toEqual([])
    await stage.db.execute(sql`update participants set left_at = null where incident_id = ${incident}`)
  })
})

describe('a kept message that its author', () => {
  it('edits, once or more, says on the timeline what it says now; the words before stand with the fact', async () => {
    const message = await ben.say(channel.id, 'rolled bck')
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    await ben.edit(channel.id, message.ts, 'rolled back')
    await calm(stage)
    expect(await stored(message)).toMatchObject({ text: 'rolled back' })
    const facts = await stage.db.execute<{ words: object }>(
      sql`select words from facts where type = 'message.revised' and data->>'ts' = ${message.ts}`,
    )
    expect(facts).toEqual([{ words: { text: 'rolled back', textBefore: 'rolled bck' } }])
  })

  it.each([true, false])(
    'deletes is gone from the timeline, receipt and all (with replies: %s)',
    async (replies) => {
      const message = await ben.say(channel.id, `the password is hunter${replies}`)
      await ana.react(channel.id, message.ts, 'pushpin')
      if (replies) await ana.say(channel.id, 'take that away', message.ts)
      await calm(stage)
      await ben.erase(channel.id, message.ts)
      await calm(stage)
      const shown = await look(ana)
      expect(shown).not.toContain(`hunter${replies}`)
      expect(shown).toMatch(/entr(y is|ies are) hidden/)
      expect(await stored(message)).toMatchObject({ text: '' })
      if (replies) expect(receipts(message)).toEqual([])
    },
  )
})

it('a 📌 on what a deletion left of a thread keeps nothing', async () => {
  const message = await ben.say(channel.id, 'soon gone')
  await ana.say(channel.id, 'a reply to it', message.ts)
  await ben.erase(channel.id, message.ts)
  await ana.react(channel.id, message.ts, 'pushpin')
  await calm(stage)
  expect(await stored(message)).toBeUndefined()
})

describe('however the events come', () => {
  const event = (type: 'reaction_added' | 'reaction_removed', message: Message) => ({
    type,
    user: ana.id,
    reaction: 'pushpin',
    item: { type: 'message', channel: channel.id, ts: message.ts },
    item_user: ben.id,
  })

  it('doubled, late and shuffled, the end is what stands on the message', async () => {
    const messages = await Promise.all([1, 2, 3, 4].map((i) => ben.say(channel.id, `shuffled ${i}`)))
    stage.slack.sockets.disturb({ double: 0.7, shuffle: 0.7, delayMs: 30, seed: 7 })
    for (const [i, message] of messages.entries()) {
      await ana.react(channel.id, message.ts, 'pushpin')
      await ben.edit(channel.id, message.ts, `shuffled ${i} once`)
      await ana.unreact(channel.id, message.ts, 'pushpin')
      if (i % 2 === 0) await ana.react(channel.id, message.ts, 'pushpin')
      await ben.edit(channel.id, message.ts, `shuffled ${i} twice`)
    }
    stage.slack.sockets.disturb(undefined)
    const kept = () => Promise.all(messages.map(async (one) => (await stored(one))?.keepers ?? []))
    const patience = { timeout: 15_000 }
    await expect.poll(kept, patience).toEqual([[ana.id], [], [ana.id], []])
    await expect.poll(() => messages.map((one) => receipts(one).length), patience).toEqual([1, 0, 1, 0])
    await expect
      .poll(async () => (await stored(messages[0] as Message))?.text, patience)
      .toBe('shuffled 0 twice')
  })

  it('a removal that comes before its 📌 leaves nothing behind', async () => {
    const message = await ben.say(channel.id, 'taken back at once')
    await stage.slack.sockets.deliver(event('reaction_removed', message))
    await stage.slack.sockets.deliver(event('reaction_added', message))
    await calm(stage)
    expect((await stored(message))?.keepers ?? []).toEqual([])
    expect(receipts(message)).toEqual([])
  })

  it('an old removal that comes after the 📌 was put on again changes nothing', async () => {
    const message = await ben.say(channel.id, 'put on again')
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    await stage.slack.sockets.deliver(event('reaction_removed', message))
    await calm(stage)
    expect((await stored(message))?.keepers).toEqual([ana.id])
  })

  it('when Slack does not say what the message is, it is asked again', async () => {
    const message = await ben.say(channel.id, 'asked twice')
    stage.slack.faults.at({ method: 'conversations.replies' }, { kind: 'http', status: 503 })
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    expect(await stored(message)).toMatchObject({ text: 'asked twice', keepers: [ana.id] })
  })
})
