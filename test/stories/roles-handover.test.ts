import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { closeAll, textOf } from '../tale.ts'
import { briefText, buttonsOf, ledByAna, lines, placeOf, told, wasTold } from './crew.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben', 'cleo', 'dora']) slack.addPerson({ name })
      slack.addPerson({ name: 'gus', kind: 'guest' })
    },
  })
})
afterAll(() => stage?.close())

const crew = () => {
  const [ana, ben, cleo] = ['ana', 'ben', 'cleo'].map((name) => stage.slack.person(name))
  if (!ana || !ben || !cleo) throw new Error('somebody is missing')
  return { ana, ben, cleo }
}
const minutes = (count: number) => stage.wind(count * 60_000)
const leads = (incident: number, id: string) => briefText(stage, incident).includes(`*Commander*\\n<@${id}>`)

/** Ana has asked cleo, who was not in it, to lead. */
async function asked(title: string) {
  const { ana, cleo } = crew()
  const { incident, room } = await ledByAna(stage, title)
  await ana.command('/dispatch handover @cleo', room.name)
  await stage.settle()
  const message = told(cleo, 'asks you to be *Commander*')
  return { incident, room, message, place: placeOf(stage.slack, message) }
}

it('the role moves when the one who is asked accepts, however often that is pressed', async () => {
  const { ana, cleo } = crew()
  const { incident, room, message, place } = await asked('accepted')
  expect(textOf(ana.whispers.at(-1))).toContain(`<@${cleo.id}> is asked to be *Commander*`)
  expect(buttonsOf(message)).toEqual(['accept_handover', 'decline_handover'])
  expect(room.members.has(cleo.id)).toBe(true)
  expect(leads(incident, ana.id)).toBe(true)
  expect(lines(stage, incident)).toEqual([])
  await cleo.click(place, 'accept_handover')
  await Promise.all([cleo.again('block_actions'), cleo.again('block_actions')])
  await stage.settle()
  expect(leads(incident, cleo.id)).toBe(true)
  expect(textOf(message)).toContain('You accepted')
  expect(buttonsOf(message)).toEqual([])
  expect(wasTold(ana, `<@${cleo.id}> accepted, and is *Commander* of INC-${incident} now`)).toBe(true)
  expect(wasTold(ana, `of INC-${incident} now; until now it was you`)).toBe(false)
  expect(lines(stage, incident)).toHaveLength(1)
  expect(wasTold(cleo, 'Hand the role over before you leave')).toBe(true)
})

it('who cannot says so, and the giver asks somebody else', async () => {
  const { ana, ben, cleo } = crew()
  const { incident, message, place } = await asked('declined')
  await cleo.click(place, 'decline_handover')
  await stage.settle()
  expect(leads(incident, ana.id)).toBe(true)
  expect(buttonsOf(message)).toEqual([])
  const answer = told(ana, `<@${cleo.id}> cannot be *Commander* of INC-${incident}`)
  await closeAll(ana)
  await ana.click(placeOf(stage.slack, answer), 'hand_over')
  await stage.slack.until('the form', () => ana.view)
  expect(ana.view?.values.role?.role).toMatchObject({ selected_option: { value: 'commander' } })
  await ana.fill('person', ben.id)
  await ana.submit()
  expect(textOf(ana.view?.view)).toContain(`<@${ben.id}> is asked`)
  await stage.settle()
  await ben.click(placeOf(stage.slack, told(ben, 'asks you to be *Commander*')), 'accept_handover')
  await stage.settle()
  expect(leads(incident, ben.id)).toBe(true)
  await closeAll(ana)
})

it('without an answer it lapses; the old button says so, and the giver is told', async () => {
  const { ana, cleo } = crew()
  const { incident, message, place } = await asked('lapsed')
  const old = structuredClone(message.blocks)
  await minutes(16)
  await stage.settle()
  expect(leads(incident, ana.id)).toBe(true)
  expect(buttonsOf(message)).toEqual([])
  expect(textOf(message)).toContain('Nobody answered in time')
  expect(wasTold(ana, `<@${cleo.id}> has not answered whether to be *Commander*`)).toBe(true)
  expect(lines(stage, incident)).toEqual([])
  if (old) message.blocks = old
  await cleo.click(place, 'accept_handover')
  await stage.slack.until('the sentence', () => textOf([cleo.dm, cleo.whispers]).includes('has lapsed'))
  await stage.settle()
  expect(leads(incident, ana.id)).toBe(true)
})

it('where nobody holds the role any more when it lapses, everyone is told, with Claim', async () => {
  const { ana, ben } = crew()
  const { incident, room } = await ledByAna(stage, 'nobody', ['ben'])
  const dora = stage.slack.person('dora')
  await ana.command('/dispatch role commander @dora', room.name)
  await stage.settle()
  await dora.command('/dispatch handover commander @cleo', room.name)
  await stage.settle()
  stage.slack.changePerson(dora.id, { kind: 'deactivated' })
  await stage.slack.until('the line', () => lines(stage, incident).at(-1)?.includes('is deactivated'), 15_000)
  await minutes(16)
  await stage.settle()
  const call = room.messages.findLast((one) => textOf(one).includes('was asked, and has not answered'))
  if (!call) throw new Error('nobody was told')
  await ben.click(placeOf(stage.slack, call), 'claim_role')
  await stage.settle()
  expect(leads(incident, ben.id)).toBe(true)
  expect(room.messages.filter((one) => buttonsOf(one).includes('claim_role'))).toEqual([])
  expect(ana.dm.length).toBeGreaterThan(0)
})

it('handed over while the commander is away: the account is gone when the other accepts', async () => {
  const { cleo } = crew()
  const eve = stage.slack.addPerson({ name: 'eve' })
  const { incident, room } = await ledByAna(stage, 'away', ['eve'])
  await eve.command('/dispatch role commander me', room.name)
  await eve.command('/dispatch handover @cleo', room.name)
  await stage.settle()
  stage.slack.changePerson(eve.id, { kind: 'deactivated' })
  await stage.slack.until('the line', () => lines(stage, incident).at(-1)?.includes('is deactivated'), 15_000)
  await cleo.click(
    placeOf(stage.slack, told(cleo, `<@${eve.id}> asks you to be *Commander*`)),
    'accept_handover',
  )
  await stage.settle()
  expect(leads(incident, cleo.id)).toBe(true)
})

it('an offer that the role has overtaken loses its buttons', async () => {
  const { ben } = crew()
  const { incident, room, message } = await asked('overtaken')
  await ben.command('/dispatch role commander me', room.name)
  await stage.settle()
  expect(buttonsOf(message)).toEqual([])
  expect(textOf(message)).toContain(`It went another way; it is <@${ben.id}>`)
  expect(leads(incident, ben.id)).toBe(true)
})

it('a guest cannot be asked, and that is said in a sentence', async () => {
  const { ana } = crew()
  const { room } = await ledByAna(stage, 'guest')
  await ana.command('/dispatch handover @gus', room.name)
  expect(textOf(ana.whispers.at(-1))).toContain('only active, full members')
  await closeAll(ana)
  await ana.command('/dispatch handover', room.name)
  await stage.slack.until('the form', () => ana.view)
  await ana.fill('person', stage.slack.person('gus').id)
  await ana.submit()
  expect(ana.view?.errors).toEqual({ person: expect.stringContaining('only active, full members') })
  await closeAll(ana)
})

it('the button of an offer to somebody else, with a foreign number, does nothing', async () => {
  const { ben } = crew()
  const { incident, place } = await asked('foreign')
  const room = await ledByAna(stage, 'foreign, of ben')
  await stage.slack.person('ana').command('/dispatch handover @ben', room.room.name)
  await stage.settle()
  const own = told(ben, 'asks you to be *Commander*')
  const theirs = stage.slack.channel(place.channel).messages.find(({ ts }) => ts === place.ts)
  if (theirs?.blocks) own.blocks = structuredClone(theirs.blocks)
  await ben.click(placeOf(stage.slack, own), 'accept_handover')
  await stage.slack.until('the sentence', () =>
    textOf([ben.dm, ben.whispers]).includes('asked of somebody else'),
  )
  await stage.settle()
  expect(leads(incident, ben.id)).toBe(false)
})
