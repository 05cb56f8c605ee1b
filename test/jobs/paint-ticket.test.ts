import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getCard } from '../../db/incident/card.ts'
import { retryStep, skipStep } from '../../db/work/mend.ts'
import { ana } from '../db/ground.ts'
import { age } from '../db/work/steps.ts'
import { type FarTicket, held, lost, refused, unanswered } from './far-side.ts'
import { type Bench, letLeasesLapse, openBench } from './workshop.ts'

let bench: Bench
let incident: number
let step: number
beforeAll(async () => {
  bench = await openBench(
    'priorities: [{ key: high, name: High, jira: High }, { key: low, name: Low, jira: Low }, { key: odd, name: Odd }]',
  )
})
beforeEach(async () => {
  await bench.db.execute(sql`truncate steps, buckets, facts, outbox`)
  await bench.db.execute(sql`delete from settings where key = 'jira_statuses'`)
  bench.tickets.length = 0
  offer('To Do', 'In Progress', 'Done')
  incident = await bench.begin()
  await bench.run(await bench.stepOf('openTicket', incident))
  await bench.plan()
  step = await bench.stepOf('paintTicket', incident)
  await bench.run(step)
  bench.calls.length = 0
})
afterAll(() => bench?.close())

const categories: Record<string, string> = { 'To Do': 'new', Done: 'done' }
const statusOf = (name: string) => ({ name, category: categories[name] ?? 'indeterminate' })
const offer = (...names: string[]) =>
  void bench.moves.splice(0, 9, ...names.map((name, i) => ({ id: `${i}`, to: statusOf(name) })))

function ticket(): FarTicket {
  const [only, ...others] = bench.tickets
  if (!only || others.length > 0) throw new Error(`there are ${bench.tickets.length} tickets`)
  return only
}

/** Changes the incident, as a verb would. */
const set = (fields: string) =>
  bench.db.execute(sql.raw(`update incidents set ${fields} where id = ${incident}`))

/** Has it painted, as a fact would. */
async function paint(): Promise<Record<string, unknown>> {
  await bench.db.execute(
    sql`insert into outbox (fact_id) select id from facts where type = 'ticket.opened' and incident_id = ${incident}`,
  )
  await bench.plan()
  await bench.run(step)
  return bench.row(step)
}

describe('a ticket follows', () => {
  it('its incident, which is in progress from the start', () => {
    expect(ticket()).toMatchObject({ summary: `INC-${incident} checkout is down`, priority: 'High' })
    expect(ticket().status.name).toBe('In Progress')
  })

  it('title and priority, and only what has changed is written', async () => {
    await set("title = 'checkout is slow', priority = 'low'")
    await paint()
    expect(ticket()).toMatchObject({ summary: `INC-${incident} checkout is slow`, priority: 'Low' })
    expect(JSON.stringify(ticket().description)).toContain('since noon')
    await paint()
    expect(bench.calls).toEqual(['changeTicket', 'changeTicket'])
  })

  it('the status: stable stays in progress, closed is done, reopened is back', async () => {
    await set("status = 'stable'")
    await paint()
    expect(bench.calls).toEqual(['getTicket'])
    await set("status = 'closed'")
    await paint()
    expect(ticket().status.name).toBe('Done')
    await set("status = 'active'")
    await paint()
    expect(ticket().status.name).toBe('In Progress')
  })

  it('the names that are configured, whatever their category and case', async () => {
    await bench.db.execute(
      sql`insert into settings (key, value) values ('jira_statuses', '{"stable": "watching", "closed": "Resolved"}')`,
    )
    offer('In Progress', 'Watching', 'Done', 'Resolved')
    await set("status = 'stable'")
    await paint()
    expect(ticket().status.name).toBe('Watching')
    await set("status = 'closed'")
    await paint()
    expect(ticket().status.name).toBe('Resolved')
  })

  it('no priority that has no name in Jira', async () => {
    await set("priority = 'odd'")
    expect(await paint()).toMatchObject({ state: 'done' })
    expect(ticket().priority).toBe('High')
  })
})

describe('what people set in Jira', () => {
  beforeEach(() => {
    const description = { type: 'doc', content: [] }
    Object.assign(ticket(), { summary: 'Ours now', priority: 'Low', status: statusOf('Done'), description })
  })

  it('stays for as long as our own does not change', async () => {
    await paint()
    expect(bench.calls).toEqual([])
    await set("priority = 'low', title = 'another'")
    await paint()
    expect(ticket()).toMatchObject({ summary: `INC-${incident} another`, status: { name: 'Done' } })
    expect(ticket().description).toMatchObject({ content: [] })
  })

  it('is overwritten where our own has changed', async () => {
    await set("status = 'stable'")
    await paint()
    expect(ticket()).toMatchObject({ summary: 'Ours now', priority: 'Low', status: { name: 'In Progress' } })
  })
})

describe('a ticket of an incident that becomes restricted', () => {
  it('says nothing but the number, once, and neither priority nor title follow', async () => {
    await set("visibility = 'restricted'")
    await paint()
    expect(ticket().summary).toBe(`INC-${incident} Restricted incident`)
    expect(JSON.stringify(ticket().description)).not.toContain('since noon')
    await set("title = 'payroll leaked', priority = 'low'")
    await paint()
    expect(bench.calls).toEqual(['changeTicket'])
    expect(JSON.stringify(ticket())).not.toContain('payroll')
  })

  it('is masked even where Jira refuses the rest', async () => {
    offer()
    await set("visibility = 'restricted', status = 'closed'")
    expect(await paint()).toMatchObject({ state: 'failed' })
    expect(ticket().summary).toContain('Restricted')
  })

  it('is masked also where people had skipped what Jira refused before', async () => {
    bench.next('changeTicket', refused('jira.summary'))
    await set("title = 'payroll was copied'")
    expect(await paint()).toMatchObject({ state: 'failed' })
    await skipStep(bench.db, ana, { step })
    await set("visibility = 'restricted'")
    expect(await paint()).toMatchObject({ state: 'done' })
    expect(ticket().summary).toBe(`INC-${incident} Restricted incident`)
  })

  it('is called by its title again once that is open', async () => {
    await set("visibility = 'restricted'")
    await paint()
    await set("visibility = 'open'")
    await paint()
    expect(ticket().summary).toBe(`INC-${incident} checkout is down`)
  })

  it('was opened so, and has no priority either', async () => {
    bench.tickets.length = 0
    await bench.db.execute(sql`delete from steps where incident_id = ${incident}`)
    await bench.db.execute(sql`delete from resources where incident_id = ${incident}`)
    await set("visibility = 'restricted'")
    await bench.db.execute(
      sql`insert into outbox (fact_id) select id from facts where type = 'incident.reported' and incident_id = ${incident}`,
    )
    await bench.plan()
    await bench.run(await bench.stepOf('openTicket', incident))
    expect(ticket()).toMatchObject({ summary: `INC-${incident} Restricted incident`, priority: undefined })
    await bench.plan()
    bench.calls.length = 0
    await bench.run(await bench.stepOf('paintTicket', incident))
    expect(bench.calls).not.toContain('changeTicket')
  })
})

describe('what Jira does not do', () => {
  it('a transition that it does not offer is a failed step, told, and Retry moves the ticket once it is', async () => {
    offer('To Do')
    await set("status = 'closed', title = 'over'")
    expect(await paint()).toMatchObject({ state: 'failed', error: 'jira.no_way_to_closed', label: 'ticket' })
    expect(ticket().summary).toBe(`INC-${incident} over`)
    offer('Done')
    await retryStep(bench.db, ana, { step })
    await bench.run(step)
    expect(ticket().status.name).toBe('Done')
    expect((await bench.facts('step.done')).map((one) => one.data.reaction)).toContain('paintTicket')
  })

  it('a field that it refuses keeps no other from being written, and none is written again', async () => {
    bench.next('changeTicket', refused('jira.summary'))
    await set("title = 'refused', priority = 'low', status = 'closed'")
    expect(await paint()).toMatchObject({ state: 'failed', error: 'jira.summary' })
    expect(ticket()).toMatchObject({ priority: 'Low', status: { name: 'Done' } })
    bench.calls.length = 0
    await retryStep(bench.db, ana, { step })
    await bench.run(step)
    expect(bench.calls).toEqual(['changeTicket'])
  })

  it('an answer is tried again, and a move that was made is not made twice', async () => {
    bench.next('moveTicket', lost)
    await set("status = 'closed'")
    expect(await paint()).toMatchObject({ state: 'waiting' })
    await bench.run(step)
    expect(bench.callsOf('moveTicket')).toBe(1)
    bench.next('changeTicket', unanswered)
    await set("title = 'slow', status = 'active'")
    await paint()
    expect(ticket().status.name).toBe('Done')
  })
})

describe('a write without an answer, which Jira does late', () => {
  const settled = async () => {
    expect(await bench.row(step)).toMatchObject({ state: 'waiting', error: null })
    await age(bench, step, 'asked_at', 61)
    await bench.run(step)
    expect(await bench.row(step)).toMatchObject({ state: 'done' })
  }

  it('does not stay over the mask', async () => {
    bench.next('changeTicket', unanswered)
    await set("title = 'payroll was copied'")
    await paint()
    await set("visibility = 'restricted'")
    await bench.run(step)
    expect(ticket().summary).toContain('Restricted incident')
    ticket().summary = `INC-${incident} payroll was copied`
    await settled()
    expect(JSON.stringify(ticket())).not.toContain('payroll')
  })

  it('does not stay over a newer status or priority, whatever people set beside it', async () => {
    bench.next('moveTicket', unanswered)
    await set("status = 'closed'")
    await paint()
    bench.next('changeTicket', unanswered)
    await set("status = 'active', priority = 'low'")
    await bench.run(step)
    await set("priority = 'high'")
    await bench.run(step)
    Object.assign(ticket(), { status: statusOf('Done'), priority: 'Low', summary: 'Ours now' })
    await settled()
    expect(ticket()).toMatchObject({ status: { name: 'In Progress' }, priority: 'High', summary: 'Ours now' })
  })

  it('and is what is wanted is not written again, and is remembered as written', async () => {
    bench.next('changeTicket', lost)
    await set("title = 'the till is dark'")
    await paint()
    await bench.run(step)
    await settled()
    expect(bench.callsOf('changeTicket')).toBe(1)
    ticket().summary = 'Ours now'
    await paint()
    expect(ticket().summary).toBe('Ours now')
  })

  it('puts nothing in doubt that was answered before', async () => {
    await set("priority = 'low'")
    await paint()
    ticket().priority = 'Lowest'
    bench.next('getTicket', unanswered)
    await set("status = 'closed'")
    await paint()
    await bench.run(step)
    expect(ticket()).toMatchObject({ priority: 'Lowest', status: { name: 'Done' } })
  })

  it('before a crash is known of, and what was answered long ago is not in doubt by it', async () => {
    letLeasesLapse()
    await set("priority = 'low'")
    await paint()
    ticket().priority = 'Lowest'
    const slow = held()
    bench.next('changeTicket', slow)
    await set("title = 'the till is dark'")
    const crashed = paint()
    await slow.begun
    await age(bench, step, 'lease_until', 1)
    await bench.run(step)
    expect(ticket()).toMatchObject({ summary: `INC-${incident} the till is dark`, priority: 'Lowest' })
    slow.letGo()
    await crashed
  })
})

it('the brief says that the ticket stands while it is painted anew, and what is wrong with it', async () => {
  const shown = async () =>
    (await getCard(bench.db, incident)).progress.filter((one) => one.step === step).map((one) => one.state)
  await bench.db.execute(sql`update steps set state = 'waiting', wanted = wanted + 1 where id = ${step}`)
  expect(await shown()).toEqual(['done'])
  await bench.db.execute(sql`update steps set error = 'jira.unanswered' where id = ${step}`)
  expect(await shown()).toEqual(['waiting'])
  await bench.run(step)
  expect(await shown()).toEqual(['done'])
  expect((await bench.facts('step.done')).filter((one) => one.data.reaction === 'paintTicket')).toHaveLength(
    2,
  )
})
