import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { planNudges } from '../../db/nudges/plan.ts'
import { verb } from '../../db/verb.ts'
import { openStage, type Stage } from '../stage.ts'
import { channelOf, postsIn, report, textOf } from '../tale.ts'
import type { Message, Person } from '../workspace/slack/contract.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    offices: 2,
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo']) slack.addPerson({ name, timeZone: 'Europe/Lisbon' })
    },
  })
})
beforeEach(() => stage.db.execute(sql`delete from buckets`))
afterAll(() => stage?.close())

const minute = 60_000

/** The clock goes on by so many minutes, and everything that is due then is done. */
async function pass(minutes: number): Promise<void> {
  await stage.wind(minutes * minute)
  await stage.settle()
}

/** The update of an incident, or its end, as its verb makes it. */
async function change(incident: number, set: SQL, ms?: number): Promise<void> {
  const change = verb('channel.follow', async (work, _: undefined) => {
    await work.tx.execute(sql`update incidents set ${set} where id = ${incident}`)
    planNudges(work, incident)
  })
  await change(stage.db, { kind: 'app' }, undefined)
  await stage.settle(ms)
}

/** Nobody is reminded of it any more, which would hold up what the next story waits for. */
function over(incident: number): Promise<void> {
  return change(incident, sql`status = 'closed', closed_at = app_now()`)
}

function remindersOf(messages: Message[], incident: number): Message[] {
  return messages.filter((one) => one.metadata && textOf(one.blocks).includes(`*INC-${incident}*`))
}

async function overdue(person: Person, title: string): Promise<number> {
  const incident = await report(stage, person, title, { priority: 'high', severity: 'critical' })
  await stage.settle()
  await pass(120.1)
  return incident
}

const buttonsOf = (message: Message | undefined) =>
  [...textOf(message?.blocks).matchAll(/"action_id":"(\w+)"/g)].map(([, action]) => action)

it('an update that nobody wrote is asked for by a direct message, five times, and only the last has buttons', async () => {
  const ana = stage.slack.person('ana')
  const incident = await overdue(ana, 'nobody tells of this')
  const [first] = remindersOf(ana.dm, incident)
  expect(textOf(first?.blocks)).toContain('nobody has told how it stands since <!date^')
  expect(buttonsOf(first)).toEqual(['open_update', 'snooze_nudge', 'dismiss_nudge'])
  for (let i = 0; i < 6; i++) await pass(30.1)
  const said = remindersOf(ana.dm, incident)
  expect(said).toHaveLength(5)
  for (const former of said.slice(0, 4)) {
    expect(textOf(former.blocks)).toContain('*Said again* further down')
    expect(buttonsOf(former)).toEqual([])
  }
  expect(buttonsOf(said[4])).toEqual(['open_update', 'dismiss_nudge'])
  await change(incident, sql`told_at = app_now()`)
  expect(textOf(remindersOf(ana.dm, incident)[4]?.blocks)).toContain('*Done.*')
  expect(buttonsOf(remindersOf(ana.dm, incident)[4])).toEqual([])
  await over(incident)
})

it('Snooze has it come again, and the message says until when', async () => {
  const ana = stage.slack.person('ana')
  const incident = await overdue(ana, 'later, please')
  const dm = { channel: directOf(ana), ts: remindersOf(ana.dm, incident)[0]?.ts ?? '' }
  const nudge = nudgeIn(remindersOf(ana.dm, incident)[0])
  await ana.click(dm, 'snooze_nudge', `${nudge}:60`)
  await ana.again('block_actions')
  await stage.settle()
  const [snoozed] = remindersOf(ana.dm, incident)
  expect(textOf(snoozed?.blocks)).toContain('*Snoozed* until <!date^')
  expect(buttonsOf(snoozed)).toEqual(['open_update'])
  await pass(58)
  expect(remindersOf(ana.dm, incident)).toHaveLength(1)
  await pass(2.1)
  expect(remindersOf(ana.dm, incident)).toHaveLength(2)
  expect(buttonsOf(remindersOf(ana.dm, incident)[0])).toEqual([])
  await over(incident)
})

it('Not needed is the end of it', async () => {
  const ben = stage.slack.person('ben')
  const incident = await overdue(ben, 'not needed, really')
  const dm = { channel: directOf(ben), ts: remindersOf(ben.dm, incident)[0]?.ts ?? '' }
  await ben.click(dm, 'dismiss_nudge')
  await stage.settle()
  expect(textOf(remindersOf(ben.dm, incident)[0]?.blocks)).toContain(`*Not needed*, says <@${ben.id}>`)
  expect(buttonsOf(remindersOf(ben.dm, incident)[0])).toEqual([])
  for (let i = 0; i < 3; i++) await pass(60.1)
  expect(remindersOf(ben.dm, incident)).toHaveLength(1)
})

it('an incident that nobody leads is claimed where its reporter is reminded of it', async () => {
  const ben = stage.slack.person('ben')
  const incident = await report(stage, ben, 'nobody leads this', { severity: 'critical' })
  await stage.settle()
  await change(incident, sql`commander_id = null`)
  await pass(5.1)
  const [said] = remindersOf(ben.dm, incident)
  expect(textOf(said?.blocks)).toContain('nobody leads it since')
  await ben.click({ channel: directOf(ben), ts: said?.ts ?? '' }, 'claim_role')
  await stage.settle()
  const rows = await stage.db.execute(sql`select commander_id from incidents where id = ${incident}`)
  expect([...rows]).toEqual([{ commander_id: ben.id }])
  expect(textOf(remindersOf(ben.dm, incident)[0]?.blocks)).toContain('*Done.*')
  await over(incident)
})

it('what is done before its message is known to be out has no buttons either', async () => {
  const cleo = stage.slack.person('cleo')
  const incident = await report(stage, cleo, 'just told', { priority: 'high', severity: 'critical' })
  await stage.settle()
  stage.slack.faults.at({ method: 'chat.postMessage' }, { kind: 'reply lost' })
  await stage.wind(120.1 * minute)
  await stage.slack.until('the message', () => remindersOf(cleo.dm, incident)[0])
  await change(incident, sql`told_at = app_now()`, 40_000)
  expect(remindersOf(cleo.dm, incident)).toHaveLength(1)
  expect(textOf(remindersOf(cleo.dm, incident)[0]?.blocks)).toContain('*Done.*')
}, 60_000)

it('that a channel will be archived is told in it, and Keep it a week longer is for everyone there', async () => {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, 'soon over', { severity: 'critical' })
  await stage.settle()
  const closed = sql`status = 'closed', closed_at = app_now(), archive_at = app_now() + interval '7 days'`
  await change(incident, closed)
  await pass(6 * 24 * 60 + 0.1)
  const channel = channelOf(stage, incident)
  const told = () => remindersOf(postsIn(stage, channel), incident).at(-1)
  expect(textOf(told()?.blocks)).toContain('will be archived')
  expect(buttonsOf(told())).toEqual(['keep_channel', 'dismiss_nudge'])
  await ana.click({ channel: channel.id, ts: told()?.ts ?? '' }, 'keep_channel')
  await stage.settle()
  expect(textOf(told()?.blocks)).toContain('*Done.*')
  const [row] = await stage.db.execute<{ days: number }>(
    sql`select round(extract(epoch from archive_at - app_now()) / 86400)::int as days from incidents where id = ${incident}`,
  )
  expect(row?.days).toBe(8)
})

function directOf(person: Person): string {
  const direct = stage.slack.channels().find((one) => one.kind === 'im' && one.members.has(person.id))
  if (!direct) throw new Error(`${person.name} has no direct messages`)
  return direct.id
}

function nudgeIn(message: Message | undefined): string {
  return /"block_id":"nudge:(\d+)"/.exec(textOf(message?.blocks))?.[1] ?? ''
}
