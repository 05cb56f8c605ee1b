import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { channelOf, closeAll, postsIn, textOf } from '../tale.ts'
import { briefText, buttonsOf, ledByAna, lines, told, wasTold } from './crew.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo']) slack.addPerson({ name })
      slack.addPerson({ name: 'gus', kind: 'guest' })
      slack.addChannel({ name: 'incidents', members: ['ana', 'ben', 'cleo'] })
    },
    configuration: (slack) => `
roles:
  - { key: commander, name: Commander, meaning: Leads, duties: "Decide." }
  - { key: scribe, name: Scribe, meaning: Writes }
  - { key: comms-lead, name: Comms lead, meaning: Speaks with <all>, mark: ":mega:", duties: "Tell *customers* first.\\nThen & only then the press.\\nNever guess." }
broadcast: [{ channel: ${slack.channel('incidents').id} }]
`,
  })
})
afterAll(() => stage?.close())

const people = () => ['ana', 'ben', 'cleo'].map((name) => stage.slack.person(name))
const said = (name: string) => textOf(stage.slack.person(name).whispers.at(-1))

it('one line gives a role at once, and both are told', async () => {
  const [ana, ben, cleo] = people()
  if (!ana || !ben || !cleo) throw new Error('somebody is missing')
  const { incident, room } = await ledByAna(stage, 'line')
  const before = stage.slack.calls.length
  await ben.command('/dispatch role commander @cleo', room.name)
  expect(said('ben')).toContain(`<@${cleo.id}> is *Commander* of INC-${incident} now`)
  await stage.settle()
  expect(briefText(stage, incident)).toContain(`*Commander*\\n<@${cleo.id}>`)
  expect(room.topic).toContain(`<@${cleo.id}>`)
  expect(textOf(postsIn(stage, stage.slack.channel('incidents')).at(-1))).toContain(`led by <@${cleo.id}>`)
  expect(lines(stage, incident)).toEqual([
    expect.stringContaining(`<@${ben.id}> made <@${cleo.id}> *Commander*, after <@${ana.id}>`),
  ])
  const message = told(cleo, 'You are *Commander* of')
  expect(textOf(message)).toContain('Decide.')
  expect(textOf(message)).toContain(`<#${room.id}>`)
  expect(buttonsOf(message)).toEqual(['hand_over'])
  expect(textOf(told(ana, 'until now it was you'))).toContain(`<@${ben.id}> saw to it`)
  expect(room.members.has(cleo.id)).toBe(true)
  const posts = stage.slack.calls.slice(before).filter((call) => call.method === 'chat.postMessage')
  expect(posts).toHaveLength(3)
})

it('a role of the team’s own comes with its duties, and leaves topic, brief and announcement alone', async () => {
  const [ana, ben] = people()
  if (!ana || !ben) throw new Error('somebody is missing')
  const { incident, room } = await ledByAna(stage, 'own role')
  const [topics, paints] = ['conversations.setTopic', 'chat.update'].map(
    (method) => stage.slack.calls.filter((call) => call.method === method).length,
  )
  await ana.command('/dispatch role @ben COMMS lead', room.name)
  await stage.settle()
  const message = told(ben, `INC-${incident}`)
  expect(textOf(message)).toContain('Tell *customers* first.\\nThen & only then the press.\\nNever guess.')
  expect(lines(stage, incident)).toEqual([
    expect.stringContaining(`:mega: <@${ana.id}> made <@${ben.id}> *Comms lead*.`),
  ])
  const after = ['conversations.setTopic', 'chat.update'].map(
    (method) => stage.slack.calls.filter((call) => call.method === method).length,
  )
  expect(after).toEqual([topics, paints])
})

it('without a name a form opens, for one role or for all of them', async () => {
  const [ana, ben, cleo] = people()
  if (!ana || !ben || !cleo) throw new Error('somebody is missing')
  const { incident, room } = await ledByAna(stage, 'form')
  await closeAll(ana)
  await ana.command('/dispatch role scribe', room.name)
  await stage.slack.until('the form', () => ana.view)
  expect(Object.keys(ana.view?.values ?? {})).toEqual(['scribe'])
  await ana.closeView()
  await ana.command('/dispatch role', room.name)
  await stage.slack.until('the form', () => ana.view)
  expect(ana.view?.values.commander?.commander).toMatchObject({ selected_user: ana.id })
  expect(textOf(ana.view?.view)).toContain('Speaks with <all>')
  await ana.fill('scribe', cleo.id)
  await ana.fill('comms-lead', ben.id)
  await ana.submit()
  expect(ana.view).toBeUndefined()
  await stage.settle()
  expect(lines(stage, incident)).toHaveLength(2)
  expect(wasTold(cleo, 'You are *Scribe* of')).toBe(true)
})

it('a form that was overtaken says so under the role, and changes nothing', async () => {
  const [ana, ben, cleo] = people()
  if (!ana || !ben || !cleo) throw new Error('somebody is missing')
  const { incident, room } = await ledByAna(stage, 'stale')
  await closeAll(ana)
  await ana.command('/dispatch role', room.name)
  await stage.slack.until('the form', () => ana.view)
  await ben.command('/dispatch role scribe me', room.name)
  await stage.settle()
  await ana.fill('comms-lead', cleo.id)
  await ana.fill('scribe', cleo.id)
  await ana.submit()
  expect(ana.view?.errors).toEqual({
    scribe: expect.stringContaining('Somebody else holds this role by now'),
  })
  await stage.settle()
  expect(lines(stage, incident)).toHaveLength(1)
  await closeAll(ana)
})

it('a guest can hold no role, and it is said in a sentence, by line and in the form', async () => {
  const [ana] = people()
  if (!ana) throw new Error('somebody is missing')
  const { incident, room } = await ledByAna(stage, 'guest')
  const gus = stage.slack.person('gus')
  await ana.command('/dispatch role scribe @gus', room.name)
  expect(said('ana')).toContain('only active, full members')
  await closeAll(ana)
  await ana.command('/dispatch role', room.name)
  await stage.slack.until('the form', () => ana.view)
  await ana.fill('scribe', gus.id)
  await ana.submit()
  expect(ana.view?.errors).toEqual({ scribe: expect.stringContaining('only active, full members') })
  await closeAll(ana)
  await stage.settle()
  expect(lines(stage, incident)).toEqual([])
  expect(room.members.has(gus.id)).toBe(false)
})

it.each([
  ['/dispatch role scribe ben', '/dispatch role scribe @name'],
  ['/dispatch role model is wrong', '`comms-lead`'],
  ['/dispatch role scribe @ben @cleo', 'One person holds a role'],
  ['/dispatch people cannot log in', 'comes the number of an incident'],
  ['/dispatch claim form is down', '`comms-lead`'],
  ['/dispatch handover of the night failed', '`comms-lead`'],
])('%s is answered with how to say it', async (line, answer) => {
  const [ana] = people()
  const { room } = await ledByAna(stage, 'misread')
  await ana?.command(line, room.name)
  expect(said('ana')).toContain(answer)
})

it('who does not take part can assign nothing', async () => {
  const [, , cleo] = people()
  const { incident } = await ledByAna(stage, 'outside')
  await cleo?.command(`/dispatch role INC-${incident} scribe me`)
  expect(said('cleo')).toContain('Only those who are in')
})

it('/dispatch people shows who is in, since when, why and as what', async () => {
  const [ana, ben] = people()
  if (!ana || !ben) throw new Error('somebody is missing')
  const { incident, room } = await ledByAna(stage, 'people')
  await ana.command('/dispatch role scribe @cleo', room.name)
  await stage.settle()
  await closeAll(ben)
  await ben.command('/dispatch people', room.name)
  await stage.slack.until('the list', () => ben.view)
  const list = textOf(ben.view?.view)
  expect(list).toContain(`People of INC-${incident}`)
  expect(list).toContain('3 take part')
  expect(list).toMatch(new RegExp(`<@${ana.id}> · \\*Commander\\* · since <!date.*Reported it`))
  expect(list).toMatch(new RegExp(`<@${ben.id}> · since <!date.*Joined`))
  expect(channelOf(stage, incident).id).toBe(room.id)
})
