import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { calm, channelOf, closeAll, correctKept, report, textOf, timelineOf } from '../tale.ts'
import type { Channel, Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
let ben: Person
let channel: Channel
let incident: number
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo']) slack.addPerson({ name })
      slack.addChannel({ name: 'general', members: ['ana', 'ben', 'cleo'] })
    },
  })
  ana = stage.slack.person('ana')
  ben = stage.slack.person('ben')
  incident = await report(stage, ana, 'checkout is down')
  await ben.command(`/dispatch join INC-${incident}`, 'general')
  await calm(stage)
  channel = channelOf(stage, incident)
})
afterAll(() => stage?.close())
beforeEach(async () => {
  for (const one of [ana, ben]) await closeAll(one)
})

const shown = (person: Person) => textOf(person.view?.view)
const look = (person: Person, words = '') => timelineOf(stage, person, incident, words)
async function note(text: string): Promise<number> {
  await ana.command(`/dispatch event ${text}`, channel.id)
  const [row] = await stage.db.execute<{ id: number }>(
    sql`select id from entries where text = ${text} order by id desc limit 1`,
  )
  return row?.id ?? 0
}
const until = (person: Person, what: string) => stage.slack.until(what, () => shown(person).includes(what))

describe('/dispatch timeline', () => {
  it('tells what happened, the newest first, each with its time', async () => {
    await note('a note of the day')
    const text = await look(ben)
    expect(text).toMatch(/<!date\^\d+\^\{date_short_pretty\} \{time\}/)
    expect(text.indexOf('a note of the day')).toBeLessThan(text.indexOf('reported the incident'))
    await ben.click('view', 'timeline_order', 'oldest')
    await stage.slack.until('the other order', () => {
      const turned = shown(ben)
      return turned.indexOf('reported the incident') < turned.indexOf('a note of the day')
    })
  })

  it('shows what somebody wrote, or only changes, or people', async () => {
    await note('needle in the <hay>')
    const found = await look(ben, '<HAY>')
    expect(found).toContain('needle in the &lt;hay&gt;')
    expect(found).not.toContain('a note of the day')
    await ben.fill('words', 'of the day')
    await ben.submit()
    expect(shown(ben)).toContain('a note of the day')
    expect(shown(ben)).not.toContain('needle')
    await ben.fill('words', 'nobody wrote this')
    await ben.submit()
    expect(shown(ben)).toContain('Nobody wrote these words')
    await ben.fill('words', '')
    await ben.click('view', 'timeline_filter', 'people')
    await until(ben, 'joined')
    expect(shown(ben)).not.toContain('reported the incident')
    await ben.click('view', 'timeline_filter', 'changes')
    await until(ben, 'reported the incident')
    expect(shown(ben)).not.toContain('joined')
    await ben.click('view', 'timeline_filter', 'kept')
    await until(ben, 'needle')
    expect(shown(ben)).not.toContain('reported the incident')
  })
})

describe('an entry', () => {
  it('is corrected in a form over the timeline, which then says so; what it said stands with the fact', async () => {
    const entry = await note('failed ovr')
    await look(ben, 'failed')
    await ben.click('view', `timeline_entry:${entry}`, `correct:${entry}`)
    await stage.slack.until('the form', () => ben.view?.values.text)
    expect(ben.view?.values.text?.text).toMatchObject({ value: 'failed ovr' })
    await ben.fill('text', 'failed over')
    await ben.submit()
    await until(ben, '(corrected)')
    expect(shown(ben)).toContain('failed over')
    expect(shown(ben)).not.toContain('reported the incident')
    const facts = await stage.db.execute(
      sql`select words, actor_id from facts where type = 'entry.corrected' and data->>'entry' = ${String(entry)}`,
    )
    expect(facts).toEqual([{ words: { text: 'failed over', textBefore: 'failed ovr' }, actor_id: ben.id }])
  })

  it('is moved in time by the same form, to no time that is still to come', async () => {
    const entry = await note('moved about')
    await look(ben)
    await ben.click('view', `timeline_entry:${entry}`, `correct:${entry}`)
    await stage.slack.until('the form', () => ben.view?.values.text)
    const now = Math.floor(Date.now() / 1000)
    await ben.fill('time', String(now + 3600))
    await ben.submit()
    expect(ben.view?.errors).toMatchObject({ time: expect.stringContaining('still to come') })
    await ben.fill('time', String(now - 7200))
    await ben.submit()
    await until(ben, '(corrected)')
    const [row] = await stage.db.execute<{ at: number }>(
      sql`select extract(epoch from happened_at)::int as at from entries where id = ${entry}`,
    )
    expect(row?.at).toBe(now - 7200)
  })

  it('that two correct at once keeps the first correction, and the second hears of it', async () => {
    const entry = await note('first version')
    for (const one of [ana, ben]) {
      await look(one)
      await one.click('view', `timeline_entry:${entry}`, `correct:${entry}`)
      await stage.slack.until('the form', () => one.view?.values.text)
    }
    await ana.fill('text', 'by ana')
    await ben.fill('text', 'by ben')
    await ana.submit()
    await ben.submit()
    expect(textOf(ben.view?.errors)).toContain('Somebody changed this entry')
    const [row] = await stage.db.execute(sql`select text from entries where id = ${entry}`)
    expect(row).toEqual({ text: 'by ana' })
  })

  it('of a message that was corrected does not follow the message any more', async () => {
    const message = await ben.say(channel.id, 'wron words')
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    await correctKept(stage, ana, incident, [message.ts, 'wrong words, as it turned out'])
    await ben.edit(channel.id, message.ts, 'right words')
    await calm(stage)
    expect(await look(ana)).toContain('wrong words, as it turned out')
  })

  it('is hidden, counted, and shown again, each once, with a trace', async () => {
    const message = await ben.say(channel.id, 'off the record')
    await ana.react(channel.id, message.ts, 'pushpin')
    await calm(stage)
    const [kept] = await stage.db.execute<{ id: number }>(
      sql`select id from entries where ts = ${message.ts}`,
    )
    const entry = kept?.id ?? 0
    await look(ana)
    await ana.click('view', `timeline_entry:${entry}`, `hide:${entry}`)
    await ana.again('block_actions')
    await until(ana, '1 entry is hidden')
    expect(shown(ana)).not.toContain('off the record')
    await calm(stage)
    expect(message.reactions.map((one) => one.name)).toEqual(['pushpin'])
    await ana.click('view', 'timeline_hidden')
    await until(ana, 'off the record')
    await ana.click('view', `timeline_entry:${entry}`, `show:${entry}`)
    await stage.slack.until('nothing is hidden', () => !shown(ana).includes('off the record'))
    expect(await look(ana)).toContain('off the record')
    await calm(stage)
    expect(message.reactions.map((one) => one.name).toSorted()).toEqual(['memo', 'pushpin'])
    const facts = await stage.db.execute<{ type: string }>(sql`
      select type from facts where type in ('entry.hidden', 'entry.shown') and data->>'entry' = ${String(entry)} order by id`)
    expect(facts.map((fact) => fact.type)).toEqual(['entry.hidden', 'entry.shown'])
  })

  it('is only read by those who observe, or look in from outside', async () => {
    const entry = await note('for all to read')
    const cleo = stage.slack.person('cleo')
    expect(await look(cleo)).toContain('for all to read')
    expect(shown(cleo)).not.toContain('timeline_entry')
    await look(ana)
    await stage.db.execute(sql`update participants set observer = true where person_id = ${ben.id}`)
    await look(ben)
    expect(shown(ben)).not.toContain(`hide:${entry}`)
    await stage.db.execute(sql`update participants set observer = false where person_id = ${ben.id}`)
  })
})

describe('a timeline of 1,000 entries and as many changes', () => {
  beforeAll(async () => {
    await stage.db.execute(sql`
      insert into entries (incident_id, kind, author_id, text, happened_at)
      select ${incident}, 'note', ${ana.id}, 'entry number ' || n, now() + n * interval '1 millisecond' - interval '1 day'
      from generate_series(1, 1000) n`)
  })

  it('is paged through to its end and back, each line once', async () => {
    await look(ana)
    await ana.click('view', 'timeline_filter', 'kept')
    await stage.slack.until('the filter', () => /"initial_option":\{[^}]*\},"value":"kept"/.test(shown(ana)))
    await ana.click('view', 'timeline_order', 'oldest')
    await until(ana, 'entry number 1"')
    const seen: string[] = []
    for (;;) {
      const page = [...shown(ana).matchAll(/entry number (\d+)/g)].map(([, n]) => String(n))
      seen.push(...page)
      if (seen.length === 1000) break
      await ana.click('view', 'timeline_after')
      await stage.slack.until('the next page', () => !shown(ana).includes(`entry number ${page.at(-1)}"`))
    }
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => String(i + 1)))
    const last = shown(ana)
    await ana.click('view', 'timeline_before')
    await stage.slack.until('the page before', () => shown(ana) !== last)
    expect(shown(ana)).toContain(`entry number ${1000 - Number(seen.length % 20) - 20}"`)
  }, 60_000)
})

describe('of a restricted incident', () => {
  it('nothing is shown to those outside, whatever they press or send', async () => {
    const secret = await report(stage, ana, 'keys leaked')
    await calm(stage)
    await ana.command(`/dispatch event INC-${secret} rotated the keys`, 'general')
    await stage.db.execute(sql`update incidents set visibility = 'restricted' where id = ${secret}`)
    const before = ben.whispers.length
    await ben.command(`/dispatch timeline INC-${secret}`, 'general')
    expect(ben.view).toBeUndefined()
    expect(textOf(ben.whispers.slice(before))).toContain('no such incident')
    expect(textOf(ben.whispers.slice(before))).not.toContain('keys')
    const [row] = await stage.db.execute<{ id: number }>(
      sql`select id from entries where incident_id = ${secret}`,
    )
    await ben.command(`/dispatch event INC-${secret} guessing`, 'general')
    expect(textOf(ben.whispers.at(-1))).toContain('no such incident')
    expect(row).toBeDefined()
  })
})
