import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { channelOf, closeAll, postsIn, report, textOf } from '../tale.ts'
import { town } from '../town.ts'
import type { Channel, Message, Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
let ben: Person
let incident: number
let other: number
beforeAll(async () => {
  stage = await openStage(town(['ana', 'ben', 'cleo']))
  ana = stage.slack.person('ana')
  ben = stage.slack.person('ben')
})
beforeEach(async () => {
  incident = await report(stage, ana, 'the till is dark')
  other = await report(stage, ben, 'no till works')
  for (const one of [ana, ben]) await closeAll(one)
  await stage.settle()
})
afterAll(() => stage?.close())

const room = (number: number) => channelOf(stage, number)
const last = (channel: Channel): Message => {
  const message = postsIn(stage, channel).at(-1)
  if (!message) throw new Error(`nothing was posted in ${channel.name}`)
  return message
}
const brief = (number: number) => textOf(postsIn(stage, room(number))[0]?.blocks)
const announcement = (number: number) =>
  textOf(
    postsIn(stage, stage.slack.channel('incidents')).find((one) => one.text.includes(`INC-${number} `))
      ?.blocks,
  )
const whisper = (person: Person) => textOf(person.whispers.at(-1))
const clickLast = (person: Person, number: number, action: string) =>
  person.click({ channel: room(number).id, ts: last(room(number)).ts }, action)
const form = (person: Person) => stage.slack.until('the form', () => person.view)

describe('a false alarm', () => {
  it('is declined by a line, shown everywhere, and taken back by the button', async () => {
    await ana.command('/dispatch decline it was a test & no more', room(incident).id)
    await stage.settle()
    expect(whisper(ana)).toContain(`/dispatch restore INC-${incident}`)
    expect(textOf(last(room(incident)))).toMatch(/false alarm.*it was a test & no more.*open_restore/)
    expect(brief(incident)).toMatch(/False alarm.*open_restore/)
    expect(announcement(incident)).toContain('False alarm')
    expect(room(incident).topic).toContain('False alarm')

    await clickLast(ana, incident, 'open_restore')
    await form(ana)
    await ana.fill('why', 'it was none after all')
    await ana.submit()
    await stage.settle()
    expect(ana.view).toBeUndefined()
    expect(textOf(last(room(incident)))).toMatch(/took back.*It is active again.*it was none after all/)
    expect(brief(incident)).toMatch(/Active.*open_update/)
    expect(announcement(incident)).toContain('Active')
    expect(room(incident).topic).toContain('Active')
  })

  it('asks why in a form; a double click declines once, and an old button is told', async () => {
    await ana.command('/dispatch decline', room(incident).id)
    await form(ana)
    await ana.submit()
    expect(ana.view?.errors).toHaveProperty('why')
    await ana.fill('why', 'a test')
    await ana.submit()
    await ana.again('view_submission')
    await stage.settle()
    expect(postsIn(stage, room(incident))).toHaveLength(2)

    const old = { channel: room(incident).id, ts: last(room(incident)).ts }
    await ana.command('/dispatch restore it was real', room(incident).id)
    await stage.settle()
    await ana.click(old, 'open_restore')
    await stage.slack.until('the refusal', () => whisper(ana).includes('neither declined nor merged'))
    expect(ana.view).toBeUndefined()
  })

  it('taken back once its channel is archived goes on in another', async () => {
    await ana.command('/dispatch decline a test', room(incident).id)
    await stage.settle()
    const former = room(incident)
    await stage.wind(7 * 24 * 3_600_000 + 60_000)
    await stage.slack.until('the archiving', () => former.archived)
    await stage.settle()
    await ana.command(`/dispatch restore INC-${incident} it was real`, 'general')
    await stage.settle()
    const rooms = stage.slack.channels().filter((one) => new RegExp(`^inc-${incident}(-|$)`).test(one.name))
    const now = rooms.find((one) => !one.archived)
    expect(now?.id).not.toBe(former.id)
    expect(now?.members.has(ana.id)).toBe(true)
  })

  it('is for who leads it to decline', async () => {
    await ben.command(`/dispatch decline INC-${incident} I do not see it`, 'general')
    expect(whisper(ben)).toContain(`Only those who are in INC-${incident}`)
    expect(brief(incident)).toContain('Active')
  })
})

describe('a duplicate', () => {
  it('is merged in a form: people, links and messages both ways; and apart again', async () => {
    await stage.slack.person('cleo').command(`/dispatch join INC-${incident}`, 'general')
    await stage.settle()
    await ana.command('/dispatch merge', room(incident).id)
    await form(ana)
    await ana.fill('into', String(other))
    await ana.fill('why', 'one and the same fuse')
    await ana.submit()
    await stage.settle()
    expect(ana.view).toBeUndefined()
    for (const one of [ana, stage.slack.person('cleo')]) expect(room(other).members.has(one.id)).toBe(true)
    const [here, there] = [textOf(last(room(incident))), textOf(last(room(other)))]
    expect(here).toContain(`INC-${other}* “no till works”`)
    expect(here).toContain(`<#${room(other).id}>`)
    expect(here).toContain('one and the same fuse')
    expect(there).toContain(`INC-${incident}* “the till is dark”`)
    expect(there).toContain(`<#${room(incident).id}>`)
    expect(brief(incident)).toContain(`Merged into INC-${other}`)
    expect(announcement(incident)).toContain(`Merged into INC-${other}`)
    expect(room(incident).topic).toContain(`Merged into INC-${other}`)

    await clickLast(ana, other, 'open_restore')
    await form(ana)
    await ana.fill('why', 'two fuses')
    await ana.submit()
    await stage.settle()
    expect(textOf(last(room(incident)))).toContain('took back')
    expect(textOf(last(room(other)))).toMatch(/apart from this one again.*still in here/)
    expect(brief(incident)).toContain('Active')
    expect(room(other).members.has(stage.slack.person('cleo').id)).toBe(true)
  })

  it('is merged by a line in its channel, and by one that names both elsewhere', async () => {
    await ana.command(`/dispatch merge INC-${other} the same`, room(incident).id)
    await stage.settle()
    expect(brief(incident)).toContain(`Merged into INC-${other}`)
    await ana.command(`/dispatch restore INC-${incident} no`, 'general')
    await ana.command(`/dispatch merge INC-${incident} into INC-${other} the same`, 'general')
    await stage.settle()
    expect(brief(incident)).toContain(`Merged into INC-${other}`)
  })

  it('named without a why has the form open with it chosen; what is no number may be a title', async () => {
    await ana.command(`/dispatch merge INC-${other}`, room(incident).id)
    await form(ana)
    expect(ana.view?.values.into?.into).toMatchObject({ selected_option: { value: String(other) } })
    await closeAll(ana)
    await ana.command('/dispatch merge conflict on main', room(incident).id)
    expect(textOf(ana.whispers.at(-1))).toMatch(/Report it as an incident.*merge conflict on main/)
  })

  it('is merged into one that was merged meanwhile: the form says so, and nothing is lost', async () => {
    const third = await report(stage, ben, 'the whole street is dark')
    await closeAll(ben)
    await ana.command('/dispatch merge', room(incident).id)
    await form(ana)
    await ana.fill('into', String(other))
    await ana.fill('why', 'the same')
    await ben.command(`/dispatch merge INC-${other} INC-${third} the same too`, 'general')
    await ana.submit()
    expect(ana.view?.errors.into).toContain(`merged into INC-${third}`)
    expect(ana.view?.values.why?.why).toMatchObject({ value: 'the same' })
  })

  it('declined and merged by two at once becomes one of the two, and the other person is told', async () => {
    await ben.command(`/dispatch join INC-${incident}`, 'general')
    await stage.db.execute(`insert into assignments values (${incident}, 'scribe', '${ben.id}', now())`)
    await Promise.all([
      ana.command('/dispatch decline a test', room(incident).id),
      ben.command(`/dispatch merge INC-${incident} INC-${other} the same`, 'general'),
    ])
    await stage.settle()
    const told = [whisper(ana), whisper(ben)].filter((one) => one.includes('already'))
    expect(told).toHaveLength(1)
    expect(postsIn(stage, room(incident))).toHaveLength(2)
  })
})

describe('a duplicate of a restricted one', () => {
  it('tells its own channel the number alone, and brings nobody in who was not let in', async () => {
    const secret = await report(stage, ana, 'the till was robbed', { visibility: 'restricted' })
    await closeAll(ana)
    await ben.command(`/dispatch join INC-${incident}`, 'general')
    await stage.settle()
    await ana.command(`/dispatch merge INC-${secret} it is the robbery`, room(incident).id)
    await stage.settle()
    const said = textOf([
      ...postsIn(stage, room(incident)),
      ...postsIn(stage, stage.slack.channel('incidents')),
    ])
    expect(said).toContain(`INC-${secret}`)
    expect(said).not.toContain('robbed')
    expect(said).not.toContain(room(secret).id)
    expect(room(secret).members.has(ben.id)).toBe(false)
    expect(textOf(last(room(secret)))).toContain('were not brought in')
    await clickLast(ben, incident, 'request_access')
    await stage.settle()
    expect(textOf(ana.dm.at(-1))).toContain('asks to see')
  })

  it('is offered to nobody outside, and the restricted one is not merged into an open one', async () => {
    const secret = await report(stage, ben, 'the safe is open', { visibility: 'restricted' })
    await closeAll(ben)
    await stage.settle()
    await ana.command('/dispatch merge', room(incident).id)
    await form(ana)
    expect(textOf(ana.view?.view)).not.toContain('the safe')
    await closeAll(ana)
    await ana.command(`/dispatch merge INC-${secret} it is`, room(incident).id)
    expect(whisper(ana)).toContain('There is no such incident')
    await ben.command(`/dispatch merge INC-${other} it is`, room(secret).id)
    expect(whisper(ben)).toContain('open to everyone')
  })
})
