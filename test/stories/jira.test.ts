import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, channelOf, report, textOf } from '../tale.ts'
import type { Jira } from '../workspace/jira/contract.ts'
import { startJira } from '../workspace/jira/server.ts'

let stage: Stage
let jira: Jira
beforeAll(async () => {
  jira = await startJira()
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana', realName: 'Ana Lopes' })
      slack.addChannel({ name: 'ops', members: ['ana'] })
    },
    configuration: (slack) => `operations: ${slack.channel('ops').id}`,
    env: jira.env,
  })
})
beforeEach(() => jira.faults.clear())
afterAll(async () => {
  await stage?.close()
  await jira?.stop()
})

const ticketsOf = (incident: number) =>
  jira.issues().filter((one) => one.labels.some((label) => label.endsWith(`-inc-${incident}`)))
const isReady = (incident: number) => () =>
  channelOf(stage, incident).members.has(stage.slack.person('ana').id) && briefOf(stage, incident)

describe('Jira is there', () => {
  it('one ticket says what is known, and both link to one another', async () => {
    const incident = await report(stage, stage.slack.person('ana'), 'the queue grows', {
      description: 'since *noon*',
    })
    await stage.settle()
    const [ticket, ...others] = ticketsOf(incident)
    expect(others).toEqual([])
    expect(ticket?.summary).toBe(`INC-${incident} the queue grows`)
    expect(textOf(ticket?.description)).toContain('since *noon*')
    expect(textOf(ticket?.description)).toContain('Ana Lopes')
    expect(textOf(ticket?.links)).toContain(channelOf(stage, incident).id)
    expect(channelOf(stage, incident).bookmarks.map((one) => one.title)).toContain(ticket?.key)
    expect(textOf(briefOf(stage, incident).blocks)).toContain(`/browse/${ticket?.key}`)
  })

  it('a ticket that stands before the channel is bookmarked there too', async () => {
    stage.slack.faults.at({ method: 'conversations.create' }, { kind: 'slow', ms: 300 })
    const incident = await report(stage, stage.slack.person('ana'), 'the ticket is first')
    await stage.settle()
    expect(channelOf(stage, incident).bookmarks).toHaveLength(2)
  })

  it('an answer that is lost leads to the same ticket, found by its label once the index has it', async () => {
    jira.indexLag(1_500)
    jira.faults.at({ method: 'POST issue' }, { kind: 'reply lost' })
    const incident = await report(stage, stage.slack.person('ana'), 'the answer is lost')
    await stage.settle(15_000)
    jira.indexLag(0)
    expect(ticketsOf(incident)).toHaveLength(1)
    expect(textOf(briefOf(stage, incident).blocks)).toContain(ticketsOf(incident)[0]?.key)
  })
})

it('Jira thirty seconds slow: the incident is ready at once, and the ticket comes later, once', async () => {
  jira.faults.at({ method: 'POST issue' }, { kind: 'slow', ms: 30_000 })
  const incident = await report(stage, stage.slack.person('ana'), 'Jira is slow')
  await stage.slack.until('ready', isReady(incident), 8_000)
  expect(textOf(briefOf(stage, incident).blocks)).toContain('Ticket …')
  await stage.settle(18_000)
  expect(ticketsOf(incident)).toHaveLength(1)
  expect(textOf(briefOf(stage, incident).blocks)).not.toContain('Ticket …')
}, 40_000)

it('Jira refuses: the brief and the operations channel say why, and Retry opens the ticket', async () => {
  const ana = stage.slack.person('ana')
  jira.faults.at({ method: 'POST issue' }, { kind: 'http', status: 403 })
  const incident = await report(stage, ana, 'Jira refuses')
  await stage.settle()
  const brief = briefOf(stage, incident)
  expect(textOf(brief.blocks)).toContain('does not let this account create issues')
  expect(textOf(stage.slack.channel('ops').messages)).toContain(`Ticket of INC-${incident} failed`)
  const retry = /"action_id":"(retry_step:\d+)"/.exec(textOf(brief.blocks))?.[1]
  await ana.click({ channel: channelOf(stage, incident).id, ts: brief.ts }, retry ?? '')
  await stage.settle()
  expect(ticketsOf(incident)).toHaveLength(1)
  expect(textOf(briefOf(stage, incident).blocks)).toContain(`/browse/${ticketsOf(incident)[0]?.key}`)
})

it('Jira answers with a limit: the ticket waits as long as it says', async () => {
  jira.faults.at({ method: 'POST issue' }, { kind: 'rate limited', retryAfter: 1 })
  const incident = await report(stage, stage.slack.person('ana'), 'Jira is busy')
  await stage.settle()
  expect(ticketsOf(incident)).toHaveLength(1)
})
