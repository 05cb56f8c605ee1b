import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { channelOf, postsIn, report, textOf } from '../tale.ts'
import { town } from '../town.ts'
import type { Message, Person } from '../workspace/slack/contract.ts'

let stage: Stage
let incident: number
beforeAll(async () => {
  stage = await openStage(town(['ana', 'ben', 'cleo']))
})
beforeEach(async () => {
  incident = await report(stage, person('ana'), 'payroll was copied', { visibility: 'restricted' })
  await stage.settle()
})
afterAll(() => stage?.close())

const person = (name: string) => stage.slack.person(name)
const requestsTo = (who: Person) => who.dm.filter((one) => textOf(one.blocks).includes(`INC-${incident}*`))
const direct = (who: Person, message: Message | undefined) => ({
  channel: stage.slack.channels().find((one) => one.kind === 'im' && one.members.has(who.id))?.id ?? '',
  ts: message?.ts ?? '',
})

async function ask(who: Person, number = incident): Promise<string> {
  await who.command(`/dispatch request INC-${number}`, 'general')
  await stage.settle()
  return textOf(who.whispers.at(-1)?.text)
}

describe('an incident that is restricted from the start', () => {
  it('has a private channel, and is announced nowhere', () => {
    expect(channelOf(stage, incident).kind).toBe('group')
    expect(postsIn(stage, stage.slack.channel('incidents'))).toEqual([])
  })

  it('is offered to nobody outside, and to those in it', async () => {
    await person('ben').command('/dispatch join', 'general')
    expect(textOf(person('ben').whispers.at(-1)?.blocks)).not.toMatch(/payroll|INC-/)
    await person('ana').command('/dispatch join', 'general')
    expect(textOf(person('ana').whispers.at(-1)?.blocks)).toContain(`INC-${incident}`)
  })

  it('cannot be joined from outside, and that says no more than of one that is not there', async () => {
    const told = async (number: number) => {
      await person('ben').command(`/dispatch join INC-${number}`, 'general')
      return person('ben').whispers.at(-1)?.text
    }
    expect(await told(incident)).toBe(await told(999_999))
  })
})

describe('access', () => {
  it('is asked of the commander, who lets in, once', async () => {
    const [ana, ben] = [person('ana'), person('ben')]
    await ask(ben)
    const [asked] = requestsTo(ana)
    await ana.click(direct(ana, asked), 'let_in')
    await ana.again('block_actions')
    await stage.settle()
    expect(channelOf(stage, incident).members.has(ben.id)).toBe(true)
    expect(textOf(requestsTo(ana)[0]?.blocks)).toContain('Let in by')
    expect(requestsTo(ben)).toHaveLength(1)
    expect(textOf(requestsTo(ben)[0]?.blocks)).toContain(channelOf(stage, incident).id)
  })

  it('can be kept to, and the one who asked is told no more than that', async () => {
    const [ana, ben] = [person('ana'), person('ben')]
    await ask(ben)
    await ana.click(direct(ana, requestsTo(ana)[0]), 'keep_out')
    await stage.settle()
    expect(channelOf(stage, incident).members.has(ben.id)).toBe(false)
    expect(textOf(requestsTo(ben)[0]?.blocks)).toContain('not let into')
    expect(textOf(ben.dm)).not.toContain('payroll')
  })

  it('asked for again bothers nobody for 15 minutes, and sounds the same where there is nothing to see', async () => {
    const [ana, ben] = [person('ana'), person('ben')]
    const first = await ask(ben)
    expect(await ask(ben)).toBe(first)
    expect((await ask(ben, 999_999)).replace('999999', String(incident))).toBe(first)
    expect(requestsTo(ana)).toHaveLength(1)
    await stage.wind(15 * 60_000)
    await ask(ben)
    expect(requestsTo(ana)).toHaveLength(2)
  })

  it('to an open incident is not needed', async () => {
    const open = await report(stage, person('ana'), 'search is stale')
    await stage.settle()
    expect(await ask(person('ben'), open)).toContain('open to you already')
  })
})
