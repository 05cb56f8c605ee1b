import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { closeAll, report, textOf } from '../tale.ts'
import type { Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
let incident: number
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana' })
      slack.addChannel({ name: 'general', members: ['ana'] })
    },
  })
  ana = stage.slack.person('ana')
})
afterAll(() => stage?.close())
beforeEach(async () => {
  incident = await report(stage, ana, 'the cellar is wet')
  await stage.settle()
  await ana.command(`/dispatch event INC-${incident} the pump stopped`, 'general')
  await closeAll(ana)
})

const shown = () => (ana.view?.view.type === 'modal' ? ana.view.view.callback_id : undefined)
const until = (view: string) => stage.slack.until(view, () => shown() === view)

/** A list, and the menu of the incident on top of it. */
async function openMenu(): Promise<void> {
  await ana.command(`/dispatch list INC-${incident}`, 'general')
  await until('list')
  await ana.click('view', 'open_menu', String(incident))
  await until('menu')
}

async function press(action: string, view: string): Promise<void> {
  await openMenu()
  await ana.click('view', action, String(incident))
  await until(view)
}

it.each([
  ['open_people', 'people'],
  ['open_roles', 'roles'],
  ['open_event', 'add_entry'],
  ['open_restrict', 'restrict'],
  ['open_engage', 'engage'],
])('%s opens on top of the menu, to which its Close leads back', async (action, view) => {
  await press(action, view)
  await ana.closeView()
  expect(shown()).toBe('menu')
  await ana.closeView()
  expect(shown()).toBe('list')
})

it('People names who is in', async () => {
  await press('open_people', 'people')
  expect(textOf(ana.view?.view)).toContain('1 takes part')
  expect(textOf(ana.view?.view)).toContain(`<@${ana.id}>`)
})

it('the timeline leads back to the list, and an entry can be corrected on top of it', async () => {
  await press('open_timeline', 'timeline')
  const [entry] = await stage.db.execute<{ id: number }>('select max(id) as id from entries')
  await ana.click('view', `timeline_entry:${entry?.id}`, `correct:${entry?.id}`)
  await until('correct_entry')
  await ana.fill('text', 'the second pump stopped')
  await ana.submit()
  await stage.slack.until('the correction', () => textOf(ana.view?.view).includes('second pump'))
  expect(shown()).toBe('timeline')
  await ana.closeView()
  expect(shown()).toBe('list')
})

it.each([
  ['open_update', 'update', { note: 'we bail it out' }],
  ['open_close', 'close', { resolution: 'a new pump' }],
  ['open_roles', 'roles', {}],
  ['open_restrict', 'restrict', { note: 'names are in it' }],
])('%s, submitted, leaves no menu that tells what was', async (action, view, answers) => {
  await press(action, view)
  for (const [input, answer] of Object.entries(answers)) await ana.fill(input, answer)
  await ana.submit()
  await stage.settle()
  expect(ana.view).toBeUndefined()
})

it('so does what is opened again', async () => {
  await ana.command(`/dispatch close INC-${incident} a new pump`, 'general')
  await stage.settle()
  await press('open_reopen', 'reopen')
  await ana.fill('note', 'it drips')
  await ana.submit()
  await stage.settle()
  expect(ana.view).toBeUndefined()
})
