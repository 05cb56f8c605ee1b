import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { closeAll, textOf } from '../tale.ts'
import { briefText, buttonsOf, ledByAna, lines, placeOf, told, wasTold } from './crew.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo', 'dora']) slack.addPerson({ name })
    },
  })
})
afterAll(() => stage?.close())

const crew = () => {
  const [ana, ben, cleo, dora] = ['ana', 'ben', 'cleo', 'dora'].map((name) => stage.slack.person(name))
  if (!ana || !ben || !cleo || !dora) throw new Error('somebody is missing')
  return { ana, ben, cleo, dora }
}

it('a free role is claimed by one line', async () => {
  const { ben } = crew()
  const { incident, room } = await ledByAna(stage, 'free')
  await ben.command('/dispatch claim scribe', room.name)
  expect(textOf(ben.whispers.at(-1))).toContain('You are *Scribe* of')
  await stage.settle()
  expect(lines(stage, incident)).toEqual([expect.stringContaining(`<@${ben.id}> is *Scribe* now`)])
  expect(wasTold(ben, 'Put a pin on messages')).toBe(true)
})

it('without a role the roles are shown, each with Claim', async () => {
  const { ben } = crew()
  const { incident, room } = await ledByAna(stage, 'which')
  await closeAll(ben)
  await ben.command('/dispatch claim', room.name)
  await stage.slack.until('the roles', () => ben.view)
  await ben.click('view', 'claim_role', JSON.stringify({ incident, role: 'liaison', after: null }))
  await stage.settle()
  expect(textOf(ben.view?.view)).toContain('You are *Liaison* of')
  expect(lines(stage, incident)).toHaveLength(1)
})

it('a role that somebody holds is asked about first, and then told to whoever held it', async () => {
  const { ana, ben } = crew()
  const { incident, room } = await ledByAna(stage, 'held')
  await ben.command('/dispatch claim commander', room.name)
  const asked = ben.whispers.at(-1)
  expect(textOf(asked)).toContain(`<@${ana.id}> is *Commander*`)
  await stage.settle()
  expect(lines(stage, incident)).toEqual([])
  await ben.click({ channel: room.id, ts: asked?.ts ?? '' }, 'claim_role')
  await stage.settle()
  expect(briefText(stage, incident)).toContain(`*Commander*\\n<@${ben.id}>`)
  expect(wasTold(ana, `<@${ben.id}> is *Commander* of INC-${incident} now; until now it was you`)).toBe(true)
})

it('two who claim at the same instant: one has it, and the other is told', async () => {
  const { ben, cleo } = crew()
  const { incident, room } = await ledByAna(stage, 'race', ['ben', 'cleo'])
  for (const one of [ben, cleo]) {
    await closeAll(one)
    await one.command('/dispatch claim', room.name)
    await stage.slack.until('the roles', () => one.view)
  }
  const value = JSON.stringify({ incident, role: 'scribe', after: null })
  await Promise.all([ben, cleo].map((one) => one.click('view', 'claim_role', value)))
  await stage.settle()
  const answers = () => [ben, cleo].map((one) => textOf(one.view?.view))
  await stage.slack.until('both answers', () => answers().some((one) => one.includes('by now')))
  expect(answers().filter((one) => one.includes('You are *Scribe*'))).toHaveLength(1)
  expect(lines(stage, incident)).toHaveLength(1)
})

it('the commander’s account is deactivated: everyone is told, and whoever claims it leads', async () => {
  const { cleo } = crew()
  const { incident, room } = await ledByAna(stage, 'gone', ['cleo', 'dora'])
  await cleo.command('/dispatch role commander @dora', room.name)
  await stage.settle()
  const dora = stage.slack.person('dora')
  stage.slack.changePerson(dora.id, { kind: 'deactivated' })
  await stage.slack.until(
    'the line',
    () => lines(stage, incident).at(-1)?.includes('Nobody is *Commander* now'),
    15_000,
  )
  await stage.settle()
  const vacancy = room.messages.findLast((one) => textOf(one).includes('Nobody is *Commander* now'))
  if (!vacancy) throw new Error('nobody was told')
  expect(textOf(vacancy)).toContain(`The account of <@${dora.id}> is deactivated`)
  expect(briefText(stage, incident)).toContain('*Commander*\\n_nobody_')
  expect(room.topic).toContain('_nobody_')
  await cleo.click(placeOf(stage.slack, vacancy), 'claim_role')
  await cleo.again('block_actions')
  await stage.settle()
  expect(briefText(stage, incident)).toContain(`*Commander*\\n<@${cleo.id}>`)
  expect(buttonsOf(vacancy)).toEqual([])
  expect(textOf(vacancy)).toContain(`By now: <@${cleo.id}>`)
  expect(wasTold(cleo, 'You are *Commander* of')).toBe(true)
})

it('the message of a role that went on shows whose it was, and no button', async () => {
  const { ben, cleo } = crew()
  const { room } = await ledByAna(stage, 'went on', ['ben', 'cleo'])
  await ben.command('/dispatch role scribe me', room.name)
  await stage.settle()
  const message = told(ben, 'You are *Scribe* of')
  expect(buttonsOf(message)).toEqual(['hand_over'])
  await cleo.command('/dispatch role scribe me', room.name)
  await stage.settle()
  expect(textOf(message)).toContain('You were *Scribe* of')
  expect(buttonsOf(message)).toEqual([])
})
