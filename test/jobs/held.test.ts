import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askForChannel } from '../../db/channel/ask.ts'
import { hearOfChannel } from '../../db/channel/hear.ts'
import { lostCodes } from '../../db/channel/hold.ts'
import { channelSeen } from '../../db/channel/seen.ts'
import type { Loss } from '../../db/facts.ts'
import { findResource } from '../../db/incident/place.ts'
import { verb } from '../../db/verb.ts'
import { ana, app, ben, refusalOf } from '../db/ground.ts'
import { age } from '../db/work/steps.ts'
import { lost, refused } from './far-side.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let incident: number
let channel: string
let step: number
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  await bench.db.execute(sql`truncate steps, buckets, facts, outbox`)
  bench.posts.length = 0
  incident = await bench.begin()
  await bench.run(await bench.stepOf('openChannel', incident))
  await bench.plan()
  step = await bench.stepOf('postBrief', incident)
  channel = (await findResource(bench.db, incident, 'channel'))?.externalId ?? ''
})
afterAll(() => bench?.close())

const sight = (how: Loss | null) =>
  verb('step.finish', (work, _: undefined) =>
    channelSeen(work, channel, { how, name: undefined, isPrivate: undefined }),
  )(bench.db, app, undefined)
const news = async () => (await bench.facts('channel.heard')).map((one) => one.data.what)
const stateOf = async (id: number) => {
  const { state, error, tries } = await bench.row(id)
  return [state, error, Number(tries)]
}

describe('a step whose channel is not to be had', () => {
  it.each(lostCodes)(
    'by Slack’s %s waits, and Slack is asked; found well, it is tried again',
    async (code) => {
      bench.next('post', refused(code))
      await bench.run(step)
      expect(await stateOf(step)).toEqual(['held', code, 1])
      expect(await news()).toEqual(['missed'])
      await sight(null)
      expect(await stateOf(step)).toEqual(['waiting', null, 1])
      await bench.run(step)
      expect(bench.posts).toHaveLength(1)
    },
  )

  it('though Slack says that all is well is a dead letter in the end', async () => {
    bench.next('post', ...Array.from({ length: 5 }, () => refused('not_in_channel')))
    for (let i = 0; i < 5; i++) {
      await bench.run(step)
      await sight(null)
    }
    expect(await stateOf(step)).toEqual(['failed', 'not_in_channel', 5])
  })

  it('as is known, asks nobody, and is tried anew once it is back', async () => {
    await heardArchived()
    await bench.run(step)
    expect(await stateOf(step)).toEqual(['held', 'channel.lost', 1])
    expect(await news()).toEqual(['archived'])
    await sight('archived')
    expect((await stateOf(step))[0]).toBe('held')
    await sight(null)
    expect(await stateOf(step)).toEqual(['waiting', null, 0])
  })

  it('as was known a while ago, has Slack asked again: it may not have told that it is back', async () => {
    await heardArchived()
    await bench.db.execute(sql`update facts set known_at = known_at - interval '61 seconds'`)
    await bench.run(step)
    expect(await news()).toEqual(['archived', 'missed'])
  })

  async function heardArchived(): Promise<void> {
    const at = String(Date.now() / 1000)
    await hearOfChannel(bench.db, app, { channel, what: 'archived', by: 'UBEN', at })
    await sight('archived')
  }

  it('but may have been done, is looked for once it is back', async () => {
    bench.next('post', lost)
    await bench.run(step)
    bench.next('listPosts', refused('not_in_channel'))
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'held', asked: true })
    await sight(null)
    await bench.run(step)
    expect(bench.posts).toHaveLength(1)
    expect((await stateOf(step))[0]).toBe('done')
  })

  it('and that another took the place of just then, is tried in that', async () => {
    bench.next('post', refused('is_archived'))
    await bench.run(step)
    await bench.db.execute(sql`
      update resources set kind = 'former_channel', place = external_id where incident_id = ${incident} and kind = 'channel'`)
    await bench.db.execute(sql`
      insert into resources (incident_id, kind, external_id) values (${incident}, 'channel', 'C0NEXT')`)
    await sight('archived')
    expect((await stateOf(step))[0]).toBe('waiting')
    await bench.run(step)
    expect(bench.posts.map((one) => one.channel)).toEqual(['C0NEXT'])
  })

  it('and failed before, is tried again with a word on it', async () => {
    await bench.db.execute(sql`update steps set state = 'failed', error = 'is_archived' where id = ${step}`)
    await sight('removed')
    await sight(null)
    expect((await stateOf(step))[0]).toBe('waiting')
    expect((await bench.facts('step.retried')).map((one) => one.subject_id)).toEqual([String(step)])
  })

  it('is a dead letter where the channel is none of ours', async () => {
    await bench.db.execute(sql`delete from resources where incident_id = ${incident}`)
    bench.next('post', refused('is_archived'))
    await bench.db.execute(sql`
      insert into resources (incident_id, kind, external_id) values (${incident}, 'ticket', 'OPS-1')`)
    const invite = await bench.stepOf('openChannel', incident)
    await bench.db.execute(
      sql`update steps set state = 'waiting', external_id = null, asked_at = null where id = ${invite}`,
    )
    bench.next('openChannel', refused('channel_not_found'))
    await bench.run(invite)
    expect((await stateOf(invite)).slice(0, 2)).toEqual(['failed', 'channel_not_found'])
  })
})

describe('what Slack is asked', () => {
  const look = async () => {
    await bench.plan()
    const [row] = await bench.rows<{ id: string }>(sql`select id from steps where reaction = 'lookAtChannel'`)
    return Number(row?.id)
  }

  it('waits for who did it as long as Slack may take to tell, and then goes by what is so', async () => {
    bench.next('post', refused('channel_not_found'))
    await bench.run(step)
    bench.channels.length = 0
    const id = await look()
    await bench.run(id)
    expect(await stateOf(id)).toEqual(['waiting', 'channel.unheard', 1])
    expect((await findResource(bench.db, incident, 'channel'))?.lost).toBeNull()
    await age(bench, id, 'first_asked_at', 6)
    await bench.run(id)
    expect((await findResource(bench.db, incident, 'channel'))?.lost).toBe('removed')
    expect((await bench.facts('channel.lost')).map((one) => one.data)).toEqual([
      { channel, how: 'removed', by: null, own: false },
    ])
  })
})

describe('another channel', () => {
  const ask = (who: typeof ana, wish: 'another' | 'return' = 'another') =>
    refusalOf(askForChannel(bench.db, who, { incident, channel, wish }))

  it('is for those who lead it to ask for, while its own is lost, and once', async () => {
    expect(await ask(ana)).toBe('channel_not_lost')
    await sight('archived')
    expect(await ask(ben)).toBe('not_in')
    expect([await ask(ana), await ask(ana), await ask(ana, 'return')]).toEqual(['none', 'none', 'none'])
    expect((await bench.facts('channel.asked')).map((one) => one.data.wish)).toEqual(['another', 'return'])
    await sight(null)
    expect(await ask(ana)).toBe('channel_not_lost')
    await sight('archived')
    expect(await ask(ana)).toBe('none')
    expect(await bench.facts('channel.asked')).toHaveLength(3)
  })

  it('that was not needed, as the first came back, is opened when that is lost again', async () => {
    const opening = async () => {
      await bench.plan()
      const id = await bench.stepOf('openSuccessor', incident)
      await bench.run(id)
      return (await bench.row(id)).external_id
    }
    await sight('archived')
    await ask(ana)
    await bench.plan()
    await sight(null)
    expect(await opening()).toBe('not wanted')
    await sight('archived')
    await ask(ana)
    expect(await opening()).toBe((await findResource(bench.db, incident, 'channel'))?.externalId)
    expect((await bench.facts('channel.replaced')).map((one) => one.data.reason)).toEqual(['lost'])
  })

  it('is not for an incident that is over', async () => {
    await sight('archived')
    await bench.db.execute(sql`update incidents set status = 'closed' where id = ${incident}`)
    expect(await ask(ana)).toBe('channel_not_lost')
  })
})
