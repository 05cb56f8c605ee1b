import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, channelOf, postsIn, report, textOf } from '../tale.ts'
import { callJira } from '../workspace/jira/caller.ts'
import type { Issue, Jira } from '../workspace/jira/contract.ts'
import { startJira } from '../workspace/jira/server.ts'

let stage: Stage
let jira: Jira
let incident: number
beforeAll(async () => {
  jira = await startJira()
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana', realName: 'Ana Lopes' })
      slack.addChannel({ name: 'ops', members: ['ana'] })
    },
    configuration: (slack) => `
operations: ${slack.channel('ops').id}
priorities: [{ key: high, name: High, jira: High }, { key: low, name: Low, jira: Low }]`,
    env: jira.env,
  })
})
beforeEach(async () => {
  incident = await report(stage, stage.slack.person('ana'), 'the till is dark', { description: 'since noon' })
  await stage.settle()
})
afterAll(async () => {
  await stage?.close()
  await jira?.stop()
})

function ticket(): Issue {
  const [only] = jira.issues().filter((one) => one.labels.some((label) => label.endsWith(`-inc-${incident}`)))
  if (!only) throw new Error(`INC-${incident} has no ticket`)
  return only
}

/** The incident is changed, and a fact of it comes. */
async function change(fields: string): Promise<void> {
  await stage.db.execute(sql.raw(`update incidents set ${fields} where id = ${incident}`))
  await stage.db.execute(
    sql`insert into outbox (fact_id) select id from facts where type = 'ticket.opened' and incident_id = ${incident}`,
  )
  await stage.settle()
}

it('a ticket follows its incident to the end, and people write on in it', async () => {
  expect(ticket().status).toBe('In Progress')
  await callJira(jira, 'PUT', `issue/${ticket().key}`, {
    fields: { priority: { name: 'Lowest' }, description: null },
  })
  await change("title = 'two tills are dark', status = 'stable'")
  expect(ticket()).toMatchObject({
    summary: `INC-${incident} two tills are dark`,
    status: 'In Progress',
    priority: 'Lowest',
    description: null,
  })
  await change("status = 'closed', priority = 'low'")
  expect(ticket()).toMatchObject({ status: 'Done', priority: 'Low' })
  await change("status = 'active'")
  expect(ticket().status).toBe('In Progress')
  expect(textOf(briefOf(stage, incident).blocks)).not.toContain('Ticket …')
})

it('one that becomes restricted says nothing any more but its number', async () => {
  await change("visibility = 'restricted'")
  expect(ticket().summary).toBe(`INC-${incident} Restricted incident`)
  expect(textOf(ticket())).not.toMatch(/till|noon|Ana/)
})

it('what Jira does only after the ticket was masked does not stay', async () => {
  jira.faults.at({ method: 'PUT issue/{key}' }, { kind: 'reset' })
  await change("title = 'the safe is open'")
  await change("visibility = 'restricted'")
  const masked = `INC-${incident} Restricted incident`
  expect(ticket().summary).toBe(masked)
  await callJira(jira, 'PUT', `issue/${ticket().key}`, {
    fields: { summary: `INC-${incident} the safe is open` },
  })
  const waits = await stage.db.execute(sql`
    update steps set asked_at = asked_at - interval '1 minute', not_before = clock_timestamp()
    where incident_id = ${incident} and reaction = 'paintTicket' and state = 'waiting' returning 1`)
  expect(waits).toHaveLength(1)
  await stage.settle()
  expect(ticket().summary).toBe(masked)
})

it('a transition that Jira does not offer is told, with Retry; the rest of the ticket follows', async () => {
  const ana = stage.slack.person('ana')
  jira.workflow('In Progress', ['To Do'])
  await change("status = 'closed', title = 'it was the fuse'")
  expect(ticket()).toMatchObject({ status: 'In Progress', summary: `INC-${incident} it was the fuse` })
  const brief = briefOf(stage, incident)
  expect(textOf(brief.blocks)).toContain('Jira offers no transition to a status that is done')
  expect(textOf(postsIn(stage, stage.slack.channel('ops')).at(-1))).toContain(
    `Ticket of INC-${incident} failed`,
  )

  jira.workflow('In Progress', ['Done'])
  const retry = /"action_id":"(retry_step:\d+)"/.exec(textOf(brief.blocks))?.[1] ?? ''
  await ana.click({ channel: channelOf(stage, incident).id, ts: brief.ts }, retry)
  await stage.settle()
  expect(ticket().status).toBe('Done')
  expect(textOf(briefOf(stage, incident).blocks)).not.toContain('Ticket failed')
  expect(textOf(postsIn(stage, stage.slack.channel('ops')).at(-1))).toContain('is done now')
})

it('one that others change at the same moment is tried again, and one that is gone is told', async () => {
  jira.faults.at({ method: 'POST issue/{key}/transitions' }, { kind: 'http', status: 409 })
  await change("status = 'closed'")
  expect(ticket().status).toBe('Done')
  await callJira(jira, 'DELETE', `issue/${ticket().key}`)
  await change("status = 'active'")
  expect(textOf(briefOf(stage, incident).blocks)).toContain('The ticket is gone from Jira')
})
