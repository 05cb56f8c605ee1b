import { expect, it } from 'vitest'
import type { Json } from './json.ts'
import { form, input, type Reply, scene, unacked } from './scene.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const option = (value: string) => ({ text: plain(value.toUpperCase()), value })
const options = (...values: string[]) => ({ options: values.map(option) })

const select = input('who', { type: 'external_select', action_id: 'who', min_query_length: 2 })
const several = {
  ...input('groups', { type: 'multi_external_select', action_id: 'groups', min_query_length: 0 }),
  optional: true,
}

const words = { ...input('words', { type: 'plain_text_input', action_id: 'words' }), optional: true }

/** Anna before a form whose selects ask the app. */
async function asking(answer: Reply, blocks: Json[] = [select, several, words], timing = {}) {
  const set = await scene({ timing })
  const anna = set.slack.addPerson({ name: 'anna' })
  const { heard } = await set.listen((it) => (it.body.type === 'block_suggestion' ? answer(it) : undefined))
  await anna.shortcut('report')
  await set.web.apiCall('views.open', { trigger_id: heard.at(-1)?.body.trigger_id, view: form({ blocks }) })
  const asked = () => heard.filter((it) => it.body.type === 'block_suggestion').map((it) => it.body)
  return { ...set, anna, heard, asked }
}

it('asks the app from the least length on, and shows what it offers', async () => {
  const { anna, asked } = await asking(() => options('ops', 'opera'))
  expect(await anna.suggest('view', 'who', 'o')).toEqual([])
  expect(asked()).toEqual([])
  expect(await anna.suggest('view', 'who', 'op')).toEqual([
    { text: 'OPS', value: 'ops' },
    { text: 'OPERA', value: 'opera' },
  ])
  expect(asked()).toMatchObject([
    {
      type: 'block_suggestion',
      action_id: 'who',
      block_id: 'who',
      value: 'op',
      user: { id: anna.id },
      container: { type: 'view', view_id: anna.view?.id },
      view: { id: anna.view?.id, callback_id: 'report' },
    },
  ])
  expect(asked()[0]).not.toHaveProperty('trigger_id')
  await expect(anna.suggest('view', 'nobody', 'op')).rejects.toThrow('there is no nobody')
  await expect(anna.suggest('view', 'words', 'op')).rejects.toThrow('asks nothing')
})

it('takes only what was offered, asking by the choice itself where nothing was typed before', async () => {
  const { anna, asked, heard } = await asking((it) =>
    it.body.value === 'nobody' ? options() : options('ops', 'sre'),
  )
  await anna.suggest('view', 'who', 'op')
  await anna.fill('who', 'sre')
  expect(asked()).toHaveLength(1)
  await expect(anna.fill('who', 'nobody')).rejects.toThrow('no option nobody')
  expect(asked()).toHaveLength(2)
  await anna.fill('words', 'of no select')
  await anna.fill('groups', null)
  expect(asked()).toHaveLength(2)
  await anna.fill('groups', ['ops', 'sre'])
  await anna.submit()
  expect(heard.at(-1)?.body.view).toMatchObject({
    state: {
      values: {
        who: { who: { type: 'external_select', selected_option: option('sre') } },
        groups: {
          groups: { type: 'multi_external_select', selected_options: [option('ops'), option('sre')] },
        },
      },
    },
  })
})

it('opens groups of options, and takes an empty answer for none', async () => {
  const groups = { option_groups: [{ label: plain('People'), ...options('anna') }] }
  const { anna } = await asking((it) => (it.body.value === 'xx' ? options() : groups))
  expect(await anna.suggest('view', 'who', 'an')).toEqual([{ text: 'ANNA', value: 'anna' }])
  expect(await anna.suggest('view', 'who', 'xx')).toEqual([])
  expect(anna.notices).toEqual([])
})

it.each([
  ['more than 100', () => options(...Array.from({ length: 101 }, (_, n) => `o${n}`))],
  [
    'options beside groups',
    () => ({ ...options('a'), option_groups: [{ label: plain('x'), ...options('b') }] }),
  ],
  ['a text too long', () => ({ options: [{ text: plain('x'.repeat(76)), value: 'a' }] })],
  ['a value twice', () => options('a', 'a')],
  ['another key', () => ({ ...options('a'), more: true })],
  ['nothing at all', () => undefined],
])('shows none, and says so, of %s', async (_, answer) => {
  const { anna } = await asking(answer)
  expect(await anna.suggest('view', 'who', 'op')).toEqual([])
  expect(anna.notices).toEqual(['The options could not be loaded.'])
})

it('waits no longer than Slack does', async () => {
  const { anna } = await asking(() => unacked, [select], { ackMs: 1_000 })
  expect(await anna.suggest('view', 'who', 'op')).toEqual([])
  expect(anna.notices).toEqual(['The options could not be loaded.'])
})

it('stands in messages too', async () => {
  const set = await scene()
  const anna = set.slack.addPerson({ name: 'anna' })
  const room = set.slack.addChannel({ name: 'room', members: ['anna', 'dispatch'] })
  const { heard } = await set.listen((it) =>
    it.body.type === 'block_suggestion' ? options('ops') : undefined,
  )
  const element = { type: 'external_select', action_id: 'who', placeholder: plain('Who') }
  const blocks = [{ type: 'actions', block_id: 'b', elements: [element] }]
  await set.web.apiCall('chat.postMessage', { channel: room.id, text: 'x', blocks })
  const place = { channel: room.id, ts: room.messages[0]?.ts ?? '' }
  expect(await anna.suggest(place, 'who', 'ops')).toEqual([{ text: 'OPS', value: 'ops' }])
  expect(heard.at(-1)?.body).toMatchObject({
    channel: { id: room.id },
    message: { ts: place.ts },
    container: { type: 'message' },
  })
  expect(heard.at(-1)?.body).not.toHaveProperty('response_url')
  await anna.click(place, 'who', 'ops')
  expect(heard.at(-1)?.body).toMatchObject({ actions: [{ selected_option: option('ops') }] })
})
