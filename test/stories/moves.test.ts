import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { getCard } from '../../db/incident/card.ts'
import { openStage, type Stage } from '../stage.ts'
import { briefIn, calm, postsIn, textOf } from '../tale.ts'
import type { Channel, Person } from '../workspace/slack/contract.ts'
import { buttonsOf, told, wasTold } from './crew.ts'
import { clean, disturbed, factsOf, press, roomOf, tell } from './moved.ts'

let stage: Stage
let ana: Person
let ben: Person
let olga: Person
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      slack.addPerson({ name: 'olga', kind: 'owner' })
      slack.addChannel({ name: 'incidents', members: ['ana', 'ben', 'olga'] })
    },
    configuration: (slack) => `broadcast: [{ channel: ${slack.channel('incidents').id} }]`,
  })
  ;[ana, ben, olga] = [stage.slack.person('ana'), stage.slack.person('ben'), stage.slack.person('olga')]
})
afterEach(() => clean(stage))
afterAll(() => stage?.close())

const channelIn = async (incident: number) =>
  (await getCard(stage.db, incident)).resources.find((one) => one.kind === 'channel')
const announced = (incident: number) =>
  textOf(
    postsIn(stage, stage.slack.channel('incidents')).find((one) => one.text.startsWith(`INC-${incident} `))
      ?.blocks,
  )
const says = (room: Channel, words: string) =>
  postsIn(stage, room).filter((one) => !room.pins.includes(one.ts) && textOf(one).includes(words)).length

describe('a channel that people rename', () => {
  it('is followed under its new name, and not named back', async () => {
    const { incident, room } = await roomOf(stage, 'names change')
    await disturbed(stage, async () => {
      for (const name of ['first-name', 'second-name', 'checkout-down'])
        await ana.renameChannel(room.id, name)
    })
    expect(await channelIn(incident)).toMatchObject({
      name: 'checkout-down',
      externalId: room.id,
      lost: null,
    })
    await tell(stage, ana, incident, 'it goes on')
    expect(room.name).toBe('checkout-down')
    expect(says(room, 'it goes on')).toBe(1)
    expect((await factsOf(stage, incident, 'channel.renamed')).at(-1)).toEqual([
      'channel.renamed',
      'checkout-down',
      undefined,
    ])
  })

  it('and is none of ours, is passed over', async () => {
    const other = stage.slack.addChannel({ name: 'tea', members: ['ana'] })
    await disturbed(stage, () => ana.renameChannel(other.id, 'coffee'))
    expect(await stage.db.execute(sql`select 1 from facts where subject_id = ${other.id}`)).toEqual([])
  })
})

describe('a channel that somebody archives while its incident is open', () => {
  it('is waited for: its commander hears who, and once it is back everything that was said goes out', async () => {
    const { incident, room } = await roomOf(stage, 'archived too early')
    await ben.joinChannel(room.id)
    await calm(stage)
    await disturbed(stage, () => ben.archiveChannel(room.id))
    const dm = told(ana, `archived <#${room.id}>`)
    expect(textOf(dm)).toContain(`<@${ben.id}>`)
    expect(buttonsOf(dm)).toEqual(['open_another_channel'])
    await tell(stage, ana, incident, 'half of it is back')
    await tell(stage, ana, incident, 'all of it is back')
    await ana.command(`/dispatch severity INC-${incident} critical it spreads`, 'incidents')
    await stage.settle()
    expect(says(room, 'of it is back')).toBe(0)
    expect(announced(incident)).toContain('it spreads')
    expect(announced(incident)).toContain(', archived')
    await disturbed(stage, () => ben.unarchiveChannel(room.id))
    const posts = postsIn(stage, room).map(textOf)
    const [half, all] = ['half of it is back', 'all of it is back'].map((words) =>
      posts.slice(1).findIndex((one) => one.includes(words)),
    )
    expect(half).toBeGreaterThanOrEqual(0)
    expect(all).toBeGreaterThan(half ?? 0)
    expect(textOf(briefIn(stage, room).blocks)).toContain('Critical')
    expect(room.topic).toContain('Critical')
    expect(announced(incident)).not.toContain(', archived')
    expect(buttonsOf(told(ana, 'It is back by now'))).toEqual([])
    expect(
      (await factsOf(stage, incident, 'channel.%')).filter(([type]) => type !== 'channel.opened'),
    ).toEqual([
      ['channel.lost', 'archived', ben.id],
      ['channel.regained', undefined, ben.id],
    ])
  })

  it('is as Slack has it in the end, however often and in whatever order that is told', async () => {
    const { incident, room } = await roomOf(stage, 'to and fro')
    await disturbed(stage, async () => {
      for (let i = 0; i < 3; i++) {
        await ana.archiveChannel(room.id)
        await ana.unarchiveChannel(room.id)
      }
    })
    expect((await channelIn(incident))?.lost).toBeNull()
    await disturbed(stage, async () => {
      await ana.archiveChannel(room.id)
      await ana.unarchiveChannel(room.id)
      await ana.archiveChannel(room.id)
    })
    expect((await channelIn(incident))?.lost).toBe('archived')
    await ana.unarchiveChannel(room.id)
    await calm(stage)
    expect((await channelIn(incident))?.lost).toBeNull()
  })

  it('goes on in another where its commander asks for that, once, with all that waited', async () => {
    const { incident, room } = await roomOf(stage, 'a new room')
    await ben.joinChannel(room.id)
    await ben.archiveChannel(room.id)
    await calm(stage)
    for (const words of ['told in between', 'and then this']) await tell(stage, ana, incident, words)
    const pressed = told(ana, `archived <#${room.id}>`)
    await press(stage, ana, `archived <#${room.id}>`, 'open_another_channel')
    await ana.again('block_actions')
    await calm(stage)
    const now = await channelIn(incident)
    const next = stage.slack.channel(now?.externalId ?? '')
    expect([next.id === room.id, next.archived, next.members.has(ana.id)]).toEqual([false, false, true])
    for (const words of ['told in between', 'and then this', 'goes on here'])
      expect(says(next, words)).toBe(1)
    expect(says(next, 'open again')).toBe(0)
    expect(briefIn(stage, next).blocks).toBeDefined()
    expect(ana.whispers.some((one) => one.text.includes('A new channel'))).toBe(true)
    expect(textOf(ana.dm.find((one) => one.ts === pressed.ts))).toContain(`It goes on in <#${next.id}>`)
    expect((await factsOf(stage, incident, 'channel.asked')).length).toBe(1)
    expect(stage.slack.channels().filter((one) => one.name.includes('a-new-room'))).toHaveLength(2)
  })

  it('and restricts then, goes on in a private one; the former says nothing any more once it is back', async () => {
    const { incident, room } = await roomOf(stage, 'payroll leaked')
    await ben.joinChannel(room.id)
    await calm(stage)
    await disturbed(stage, () => ben.archiveChannel(room.id))
    await ana.command(`/dispatch restrict INC-${incident}`, 'incidents')
    await stage.slack.until('the form', () => ana.view)
    await ana.fill('note', 'it is about people')
    await ana.submit()
    await calm(stage)
    const next = stage.slack.channel((await channelIn(incident))?.externalId ?? '')
    expect([next.kind, next.id === room.id]).toEqual(['group', false])
    expect(says(next, 'is restricted now')).toBe(1)
    await ben.unarchiveChannel(room.id)
    await calm(stage)
    expect(textOf(briefIn(stage, room))).not.toContain('payroll')
    expect(room.topic).toBe(`INC-${incident} · restricted`)
    expect((await channelIn(incident))?.externalId).toBe(next.id)
  })

  it('by ourselves is nobody’s doing, and not told', async () => {
    const { incident, room } = await roomOf(stage, 'over and archived')
    await ana.command(`/dispatch close INC-${incident}`, 'incidents')
    await stage.slack.until('the form', () => ana.view)
    await ana.fill('resolution', 'a cable')
    await ana.submit()
    await stage.settle()
    await stage.wind(8 * 24 * 3_600_000)
    await expect.poll(() => room.archived).toBe(true)
    await calm(stage)
    expect(await factsOf(stage, incident, 'channel.lost')).toEqual([['channel.lost', 'archived', null]])
    expect(wasTold(ana, `archived <#${room.id}>`)).toBe(false)
  })
})

describe('a channel that is deleted', () => {
  it('is told, and another is opened where that is asked', async () => {
    const { incident, room } = await roomOf(stage, 'deleted in haste')
    const name = room.name
    await disturbed(stage, () => olga.deleteChannel(room.id))
    expect(told(ana, `deleted #${name}`)).toBeDefined()
    expect(announced(incident)).toContain('Its channel was deleted')
    await tell(stage, ana, incident, 'we go on')
    await press(stage, ana, `deleted #${name}`, 'open_another_channel')
    const next = stage.slack.channel((await channelIn(incident))?.externalId ?? '')
    expect(says(next, 'we go on')).toBe(1)
    expect(announced(incident)).toContain(`<#${next.id}>`)
  })
})

describe('the app that is taken out of a channel', () => {
  it('says how to bring it back, and goes on once it is invited', async () => {
    const { incident, room } = await roomOf(stage, 'out it goes')
    await ben.joinChannel(room.id)
    await disturbed(stage, () => ben.remove(room.id, 'dispatch'))
    const dm = told(ana, `took Dispatch out of <#${room.id}>`)
    expect(textOf(dm)).toContain('/invite @Dispatch')
    expect(buttonsOf(dm)).toEqual(['come_back', 'open_another_channel'])
    await tell(stage, ana, incident, 'unheard for now')
    expect(says(room, 'unheard for now')).toBe(0)
    expect(room.members.has(stage.slack.bot.userId)).toBe(false)
    await disturbed(stage, () => ben.invite(room.id, ['dispatch']))
    expect(says(room, 'unheard for now')).toBe(1)
    expect(await factsOf(stage, incident, 'channel.regained')).toEqual([
      ['channel.regained', undefined, ben.id],
    ])
  })

  it('comes back by itself where its commander asks it to', async () => {
    const { incident, room } = await roomOf(stage, 'come back please')
    await ben.joinChannel(room.id)
    await ben.remove(room.id, 'dispatch')
    await calm(stage)
    await tell(stage, ana, incident, 'meanwhile')
    await press(stage, ana, `took Dispatch out of <#${room.id}>`, 'come_back')
    await calm(stage)
    expect(room.members.has(stage.slack.bot.userId)).toBe(true)
    expect(says(room, 'meanwhile')).toBe(1)
    await expect(press(stage, ana, room.id, 'come_back')).rejects.toThrow()
  })

  it('of a private one is let in again only by people', async () => {
    const { incident, room } = await roomOf(stage, 'behind doors', { visibility: 'restricted' })
    await ana.remove(room.id, 'dispatch')
    await calm(stage)
    expect(buttonsOf(told(ana, `took Dispatch out of <#${room.id}>`))).toEqual(['open_another_channel'])
    await tell(stage, ana, incident, 'behind the door')
    await ana.invite(room.id, ['dispatch'])
    await calm(stage)
    expect(says(room, 'behind the door')).toBe(1)
  })
})
