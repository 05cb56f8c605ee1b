import { describe, expect, it } from 'vitest'
import type { Slack } from './contract.ts'
import { form, input, refusal, type Scene, scene } from './scene.ts'

/** A person who typed a command, and the trigger the app got for it. */
async function asked({ slack, listen }: Scene) {
  const person = slack.addPerson({ name: 'anna' })
  const { heard } = await listen()
  await person.command('/dispatch')
  return { person, heard, trigger: String(heard.at(-1)?.body.trigger_id) }
}

const open = ({ web }: Scene, trigger_id: string, view: object = form()) =>
  web.apiCall('views.open', { trigger_id, view })

const held = (slack: Slack) => slack.person('anna').view?.values

describe('triggers', () => {
  it('are good once, and only those that were given', async () => {
    const set = await scene()
    const { trigger } = await asked(set)
    const wrong = form({ title: { type: 'plain_text', text: 'x'.repeat(25) } })
    expect(await refusal(open(set, trigger, wrong))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: [
          '[ERROR] failed to match all allowed schemas [json-pointer:/view]',
          '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
        ],
      },
    })
    await open(set, trigger)
    expect(await refusal(open(set, trigger))).toMatchObject({ error: 'exchanged_trigger_id' })
    expect(await refusal(open(set, 'made.up'))).toMatchObject({ error: 'invalid_trigger_id' })
  })

  it('go stale', async () => {
    const set = await scene({ timing: { triggerMs: -1 } })
    const { trigger, person } = await asked(set)
    expect(await refusal(open(set, trigger))).toMatchObject({ error: 'expired_trigger_id' })
    expect(person.view).toBeUndefined()
  })
})

describe('views', () => {
  it('stack three deep, and no deeper', async () => {
    const set = await scene()
    const { person, heard, trigger } = await asked(set)
    const button = { type: 'button', action_id: 'deeper', text: { type: 'plain_text', text: 'Deeper' } }
    const view = { ...form(), blocks: [{ type: 'actions', elements: [button] }] }
    await open(set, trigger, view)
    const push = async () => {
      await person.click('view', 'deeper')
      await set.web.apiCall('views.push', { trigger_id: heard.at(-1)?.body.trigger_id, view })
    }
    await push()
    await push()
    expect(person.view?.stack).toBe(3)
    expect(await refusal(push())).toMatchObject({ error: 'push_limit_reached' })
    await person.closeView()
    expect(person.view?.stack).toBe(2)
  })

  it('change only under the hash last seen, keep what was typed, and forget what was renamed', async () => {
    const set = await scene()
    const { person, trigger } = await asked(set)
    await open(set, trigger)
    await person.fill('title', 'Checkout <b> & "x"')
    const { id = '', hash = '' } = person.view ?? {}
    const stays = form({ blocks: [input('title', { type: 'plain_text_input', action_id: 'title' })] })
    await set.web.apiCall('views.update', { view_id: id, hash, view: stays })
    expect(held(set.slack)).toEqual({
      title: { title: { type: 'plain_text_input', value: 'Checkout <b> & "x"' } },
    })
    const late = set.web.apiCall('views.update', { view_id: id, hash, view: stays })
    expect(await refusal(late)).toMatchObject({ error: 'hash_conflict' })
    const renamed = form({ blocks: [input('other', { type: 'plain_text_input', action_id: 'title' })] })
    await set.web.apiCall('views.update', { view_id: id, view: renamed })
    expect(held(set.slack)).toMatchObject({ other: { title: { value: null } } })
    await person.closeView()
    const gone = set.web.apiCall('views.update', { view_id: id, view: stays })
    expect(await refusal(gone)).toMatchObject({ error: 'not_found' })
  })

  it('own their external id while they are open', async () => {
    const set = await scene()
    const { person, heard, trigger } = await asked(set)
    const view = form({ external_id: 'one' })
    await open(set, trigger, view)
    await set.slack.addPerson({ name: 'bert' }).command('/dispatch')
    const other = String(heard.at(-1)?.body.trigger_id)
    expect(await refusal(open(set, other, view))).toMatchObject({ error: 'duplicate_external_id' })
    await set.web.apiCall('views.update', { external_id: 'one', view: { ...view, callback_id: 'other' } })
    expect(person.view?.view.callback_id).toBe('other')
  })

  it('make a Home tab, published ahead of its opening', async () => {
    const set = await scene()
    const { heard } = await set.listen()
    const anna = set.slack.addPerson({ name: 'anna' })
    await anna.openHome()
    const opened = await set.slack.until('the opening', () =>
      heard.find((it) => JSON.stringify(it.body).includes('app_home_opened')),
    )
    expect(opened.body.event).toMatchObject({
      user: anna.id,
      tab: 'home',
      channel: expect.stringMatching(/^D/),
    })
    const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] }
    const { view: made } = await set.web.views.publish({ user_id: anna.id, view })
    expect(anna.home?.view.type).toBe('home')
    const stale = set.web.views.publish({ user_id: anna.id, view, hash: 'other' })
    expect(await refusal(stale)).toMatchObject({ error: 'hash_conflict' })
    await set.web.views.publish({ user_id: anna.id, view, hash: made?.hash })
    const modal = set.web.apiCall('views.publish', { user_id: anna.id, view: form() })
    expect(await refusal(modal)).toMatchObject({ error: 'invalid_arguments' })
  })
})
