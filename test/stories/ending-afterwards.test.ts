import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, callsOf, channelOf, closeAll, recordedNumber, report, textOf } from '../tale.ts'
import { town } from '../town.ts'
import type { Jira } from '../workspace/jira/contract.ts'
import { startJira } from '../workspace/jira/server.ts'
import type { Person } from '../workspace/slack/contract.ts'

let stage: Stage
let jira: Jira
let ana: Person
let ben: Person
beforeAll(async () => {
  jira = await startJira()
  stage = await openStage({
    ...town(['ana', 'ben']),
    env: jira.env,
  })
  ana = stage.slack.person('ana')
  ben = stage.slack.person('ben')
})
beforeEach(() => closeAll(ana))
afterAll(async () => {
  await stage?.close()
  await jira?.stop()
})

const seconds = (time: string) => String(Date.parse(`2026-03-01T${time}:00Z`) / 1000)
const form = () => stage.slack.until('the form', () => ana.view)

describe('an incident that is over', () => {
  it('is written down: nobody is invited or told, a ticket is opened, the list shows it', async () => {
    const before = ['conversations.create', 'chat.postMessage', 'conversations.invite'].map((method) =>
      callsOf(stage, method),
    )
    await ana.command('/dispatch record mail was slow', 'general')
    await form()
    await ana.fill('resolution', 'more disk')
    await ana.fill('commander', ben.id)
    await ana.fill('reported', seconds('09:30'))
    await ana.fill('stable', seconds('09:00'))
    await ana.fill('closed', seconds('11:00'))
    await ana.submit()
    expect(ana.view?.errors).toEqual({ stable: 'It cannot have been stable before it was reported.' })
    await ana.fill('stable', seconds('10:00'))
    await ana.submit()
    await ana.again('view_submission')
    const incident = recordedNumber(ana)
    await stage.settle()
    const after = ['conversations.create', 'chat.postMessage', 'conversations.invite'].map((method) =>
      callsOf(stage, method),
    )
    expect(after).toEqual(before)
    const tickets = jira.issues().filter((one) => one.summary === `INC-${incident} mail was slow`)
    expect(tickets).toMatchObject([{ status: 'Done' }])
    await closeAll(ana)
    await ana.command('/dispatch list closed', 'general')
    await stage.slack.until('the list', () => textOf(ana.view?.view).includes(`INC-${incident}*`))
    await closeAll(ana)
    await ana.command(`/dispatch reopen INC-${incident} it came back`, 'general')
    expect(ana.whispers.at(-1)?.text).toContain('was written down when it was over')
    await ana.command(`/dispatch times INC-${incident}`, 'general')
    await form()
    await ana.fill('detected', seconds('09:00'))
    await ana.fill('why', 'seen on the graph')
    await ana.submit()
    expect(ana.view).toBeUndefined()
    await ana.command(`/dispatch priority INC-${incident} low it was night`, 'general')
    expect(ana.whispers.at(-1)?.text).toBe(`INC-${incident} is changed.`)
    await stage.settle()
    expect(callsOf(stage, 'chat.postMessage')).toBe(before[1])
  })
})

describe('times', () => {
  it('are corrected in order, and shown so', async () => {
    const incident = await report(stage, ana, 'the till is dark')
    await closeAll(ana)
    await stage.settle()
    await ana.command('/dispatch times', channelOf(stage, incident).id)
    await form()
    expect(Object.keys(ana.view?.values ?? {})).toEqual(['detected', 'reported', 'why'])
    await ana.fill('detected', String(Math.floor(Date.now() / 1000) + 86_400))
    await ana.fill('why', 'seen on the graph')
    await ana.submit()
    expect(ana.view?.errors).toHaveProperty('detected')
    await ana.fill('reported', seconds('09:30'))
    await ana.fill('detected', seconds('09:31'))
    await ana.submit()
    expect(ana.view?.errors).toEqual({ reported: 'It cannot have been reported before it was detected.' })
    await ana.fill('detected', seconds('09:00'))
    await ana.submit()
    expect(ana.view).toBeUndefined()
    await stage.settle()
    expect(textOf(briefOf(stage, incident).blocks)).toContain(`<!date^${seconds('09:30')}^`)
  })

  it('that somebody else corrected meanwhile are told, and left', async () => {
    const incident = await report(stage, ana, 'the till is dark again')
    await closeAll(ana)
    await stage.settle()
    await ana.command('/dispatch times', channelOf(stage, incident).id)
    await form()
    await stage.db.execute(`update incidents set detected_at = '2026-03-01' where id = ${incident}`)
    await ana.fill('detected', seconds('09:00'))
    await ana.fill('why', 'the graph')
    await ana.submit()
    expect(ana.view?.errors.detected).toContain('Somebody else changed this time')
  })
})
