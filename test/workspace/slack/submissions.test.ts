import { describe, expect, it } from 'vitest'
import type { Json } from './json.ts'
import { form, type Reply, scene, unacked } from './scene.ts'

/** A person with a form open, and an app that answers its submission as told. */
async function filled(reply: Reply, view: Json = form(), ackMs = 3000) {
  const set = await scene({ timing: { ackMs } })
  const anna = set.slack.addPerson({ name: 'anna' })
  const { heard } = await set.listen((it) => (it.body.type === 'view_submission' ? reply(it) : undefined))
  await anna.command('/dispatch')
  await set.web.apiCall('views.open', { trigger_id: heard.at(-1)?.body.trigger_id, view })
  await anna.fill('title', 'Checkout')
  return { ...set, anna, heard, sent: () => heard.filter((it) => it.body.type === 'view_submission') }
}

it('sends every input, the empty ones as null, and closes on an empty ack', async () => {
  const { anna, sent } = await filled(() => ({}))
  const { id, hash } = anna.view ?? {}
  await anna.submit()
  expect(anna.view).toBeUndefined()
  expect(sent()[0]?.body).toMatchObject({
    type: 'view_submission',
    user: { id: anna.id },
    response_urls: [],
    view: {
      id,
      hash,
      callback_id: 'report',
      state: {
        values: {
          title: { title: { type: 'plain_text_input', value: 'Checkout' } },
          more: { more: { type: 'plain_text_input', value: null } },
        },
      },
    },
  })
})

it('does not leave the client while a required input is empty or too long', async () => {
  const { anna, sent } = await filled(() => ({}))
  await anna.fill('title', '')
  await anna.submit()
  expect(Object.keys(anna.view?.errors ?? {})).toEqual(['title'])
  await anna.fill('title', '🔥'.repeat(21))
  await anna.submit()
  expect(anna.view?.errors.title).toContain('20')
  expect(anna.notices).toHaveLength(2)
  expect(sent()).toHaveLength(0)
  await anna.fill('title', '🔥'.repeat(20))
  await anna.submit()
  expect(sent()).toHaveLength(1)
})

describe('what the ack asks', () => {
  it('shows errors under inputs, and nowhere else', async () => {
    const answers = [{ title: 'Say more.' }, { nowhere: 'x' }, {}]
    const { anna } = await filled(() => ({ response_action: 'errors', errors: answers.shift() }))
    await anna.submit()
    expect(anna.view?.errors).toEqual({ title: 'Say more.' })
    expect(anna.notices).toEqual([])
    await anna.submit()
    await anna.submit()
    expect(anna.view?.errors).toEqual({})
    expect(anna.notices).toHaveLength(2)
  })

  it('updates in place, pushes on top, and clears all', async () => {
    const answers: Json[] = [
      { response_action: 'update', view: form({ callback_id: 'second' }) },
      { response_action: 'push', view: form({ callback_id: 'third' }) },
      { response_action: 'clear' },
    ]
    const { anna } = await filled(() => answers.shift())
    const first = anna.view?.id
    await anna.submit()
    expect(anna.view).toMatchObject({ id: first, view: { callback_id: 'second' } })
    await anna.submit()
    expect(anna.view).toMatchObject({ stack: 2, view: { callback_id: 'third' } })
    await anna.fill('title', 'again')
    await anna.submit()
    expect(anna.view).toBeUndefined()
    expect(anna.notices).toEqual([])
  })

  it('keeps the form and says there was trouble when the answer is no view, or none comes', async () => {
    const broken = form({ title: { type: 'plain_text', text: 'x'.repeat(25) } })
    const wrong = await filled(() => ({ response_action: 'update', view: broken }))
    await wrong.anna.submit()
    expect(wrong.anna.view?.view.callback_id).toBe('report')
    expect(wrong.anna.notices).toEqual(['We had some trouble connecting. Try again?'])
    const none = await filled(() => unacked, form(), 1_000)
    await none.anna.submit()
    expect(none.anna.view).toBeDefined()
    expect(none.anna.notices).toEqual(['We had some trouble connecting. Try again?'])
    expect(none.sent()).toHaveLength(1)
  })
})

it('plays a double click as the same submission twice', async () => {
  const { anna, sent } = await filled(() => ({}))
  await Promise.all([anna.submit(), anna.again('view_submission')])
  expect(sent()).toHaveLength(2)
  expect(sent()[0]?.body).toEqual(sent()[1]?.body)
  expect(anna.notices).toEqual([])
})

it('tells the app of a closed form only if it asked', async () => {
  const quiet = await filled(() => ({}))
  await quiet.anna.closeView()
  expect(quiet.heard.filter((it) => it.body.type === 'view_closed')).toHaveLength(0)
  const asked = await filled(() => ({}), form({ notify_on_close: true }))
  await asked.anna.closeView()
  expect(asked.heard.at(-1)?.body).toMatchObject({ type: 'view_closed', is_cleared: false })
})
