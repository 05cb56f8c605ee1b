import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { calm, channelOf, closeAll, postsIn, report, textOf } from '../tale.ts'

let stage: Stage
const numbers: number[] = []
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      slack.addPerson({ name: 'olga', kind: 'owner' })
      slack.addChannel({ name: 'general', members: ['ana', 'ben', 'olga'] })
    },
  })
  for (let i = 0; i < 12; i++)
    numbers.push(await report(stage, person('ana'), `outage number ${'abcdefghijkl'[i]}`))
  numbers.push(
    await report(stage, person('ben'), 'a leak that few may know of', { visibility: 'restricted' }),
  )
  await stage.settle(20_000)
})
afterAll(() => stage?.close())

const person = (name: string) => stage.slack.person(name)

async function list(name: string, words = ''): Promise<string> {
  await closeAll(person(name))
  await person(name).command(`/dispatch list ${words}`, 'general')
  await stage.slack.until('the list', () => person(name).view)
  return textOf(person(name).view?.view)
}

describe('the list', () => {
  it('shows the open ones, the newest first, a page at a time', async () => {
    const first = await list('ana')
    expect(first).toContain(`INC-${numbers[11]}`)
    expect(first).not.toContain(`INC-${numbers[0]}*`)
    await person('ana').click('view', 'list_page:older')
    await stage.slack.until('the next page', () =>
      textOf(person('ana').view?.view).includes(`INC-${numbers[0]}*`),
    )
    await person('ana').click('view', 'list_page:newer')
    await stage.slack.until('the page before', () =>
      textOf(person('ana').view?.view).includes(`INC-${numbers[11]}`),
    )
  })

  it('shows restricted ones to those alone who are in them', async () => {
    expect(await list('ben', 'mine')).toContain('few may know')
    expect(await list('ana', 'few may know')).not.toContain(`INC-${numbers[12]}`)
    expect(await list('ana', `INC-${numbers[12]}`)).not.toContain('few may know')
  })

  it('shows all of them, and finds words among all, where that is the first word', async () => {
    await person('ana').command(`/dispatch close INC-${numbers[4]} mended`, 'general')
    expect(await list('ana', 'all number e')).toContain(`INC-${numbers[4]}*`)
    expect(await list('ana', 'closed number e')).toContain(`INC-${numbers[4]}*`)
    expect(await list('ana', 'open number e')).toContain('There are none')
    expect(await list('ana', 'all')).toContain(`INC-${numbers[11]}*`)
  })

  it('finds words, and changes with what is typed and chosen in it', async () => {
    expect(await list('ana', 'number c')).toContain(`INC-${numbers[2]}*`)
    const ana = person('ana')
    await ana.fill('words', 'number d')
    await stage.slack.until('the other', () => textOf(ana.view?.view).includes(`INC-${numbers[3]}*`))
    await ana.fill('which', 'closed')
    await stage.slack.until('none', () => textOf(ana.view?.view).includes('There are none'))
  })
})

describe('the menu', () => {
  it('is what /dispatch alone shows in the channel of an incident, by what one may do', async () => {
    const channel = channelOf(stage, numbers[0] ?? 0)
    await person('ana').command('/dispatch', channel.id)
    const shown = textOf(person('ana').whispers.at(-1)?.blocks)
    for (const action of ['open_update', 'open_roles', 'open_timeline', 'open_restrict'])
      expect(shown).toContain(action)
  })

  it('opens from a list, and offers who is outside to join', async () => {
    await list('ben', `INC-${numbers[1]}`)
    await person('ben').click('view', 'open_menu', String(numbers[1]))
    await stage.slack.until('the menu', () => textOf(person('ben').view?.view).includes('join_incident'))
    expect(textOf(person('ben').view?.view)).not.toContain('open_update')
    await person('ben').click('view', 'join_incident')
    await stage.settle()
    expect(channelOf(stage, numbers[1] ?? 0).members.has(person('ben').id)).toBe(true)
  })

  it('leads to no channel that was deleted, nor does the command', async () => {
    const [ben, olga, incident] = [person('ben'), person('olga'), numbers[2] ?? 0]
    const room = channelOf(stage, incident)
    await olga.deleteChannel(room.id)
    await calm(stage)
    await list('ben', `INC-${incident}`)
    await ben.click('view', 'open_menu', String(incident))
    await stage.slack.until('the menu', () => textOf(ben.view?.view).includes('join_incident'))
    await ben.click('view', 'join_incident')
    await stage.slack.until('the answer', () => textOf(ben.view?.view).includes('You are in'))
    await olga.command(`/dispatch join INC-${incident}`, 'general')
    for (const said of [textOf(ben.view?.view), textOf(olga.whispers.at(-1))]) {
      expect(said).not.toContain(room.id)
      expect(said).toContain('You will be invited to its channel.')
    }
  })
})

describe('Home', () => {
  it('shows one’s own first, then the open ones, and turns their pages', async () => {
    const ana = person('ana')
    await ana.openHome()
    await stage.slack.until('Home', () => textOf(ana.home?.view).includes('Yours'))
    expect(textOf(ana.home?.view)).toContain('you: Commander')
    expect(textOf(ana.home?.view)).not.toContain('few may know')
    await ana.click('home', 'home_page:older')
    await stage.slack.until('the older ones', () => textOf(ana.home?.view).includes('page 2'))
  })

  it('shows who commands a restricted one what waits for an answer', async () => {
    await person('ana').command(`/dispatch request INC-${numbers[12]}`, 'general')
    await stage.settle()
    const ben = person('ben')
    await ben.openHome()
    await stage.slack.until('Home', () => textOf(ben.home?.view).includes('asks to see'))
  })
})

it('the brief’s own channel has the brief alone from the app', () => {
  expect(postsIn(stage, channelOf(stage, numbers[5] ?? 0))).toHaveLength(1)
})
