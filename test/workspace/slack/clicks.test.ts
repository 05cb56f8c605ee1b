import { describe, expect, it } from 'vitest'
import type { Json } from './json.ts'
import { form, input, scene } from './scene.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const option = (value: string) => ({ text: plain(value), value })

const button = (value: string, text: string) => {
  const element = { type: 'button', action_id: 'take', text: plain(text), value }
  return { type: 'actions', block_id: value, elements: [element] }
}
const severity = { type: 'static_select', action_id: 'severity', options: ['sev1', 'sev2'].map(option) }
const brief = [
  button('i1', 'Take'),
  button('i2', 'Give'),
  { type: 'actions', block_id: 'lead', elements: [severity] },
]

async function brieved(blocks: Json[] = brief) {
  const set = await scene()
  const anna = set.slack.addPerson({ name: 'anna' })
  const room = set.slack.addChannel({ name: 'room', members: ['dispatch', 'anna'] })
  const { heard } = await set.listen()
  await set.web.apiCall('chat.postMessage', { channel: room.id, text: 'brief', blocks })
  const ts = room.messages.at(-1)?.ts ?? ''
  const said = () => heard.filter((it) => it.type === 'interactive').map((it) => it.body)
  return { ...set, anna, room, heard, place: { channel: room.id, ts }, said }
}

it('sends a click with its message, its place and what was chosen so far', async () => {
  const { anna, place, said, room } = await brieved()
  await anna.click(place, 'severity', 'sev2')
  await anna.click(place, 'take', 'i2')
  const [chosen, clicked] = said()
  expect(chosen).toMatchObject({ actions: [{ type: 'static_select', selected_option: { value: 'sev2' } }] })
  expect(clicked).toMatchObject({
    type: 'block_actions',
    user: { id: anna.id },
    channel: { id: room.id, name: 'room' },
    container: { type: 'message', message_ts: place.ts, channel_id: room.id, is_ephemeral: false },
    message: { ts: place.ts, text: 'brief' },
    actions: [{ type: 'button', block_id: 'i2', action_id: 'take', value: 'i2', text: plain('Give') }],
    state: { values: { lead: { severity: { selected_option: { value: 'sev2' } } } } },
    response_url: expect.stringContaining('http://127.0.0.1'),
  })
})

it('clicks only what is there, and says what is', async () => {
  const { anna, place, slack } = await brieved()
  await expect(anna.click(place, 'resolve')).rejects.toThrow('take, take, severity')
  await expect(anna.click(place, 'take')).rejects.toThrow('say which by its value')
  await expect(anna.click(place, 'severity', 'sev9')).rejects.toThrow('no option sev9')
  slack.addChannel({ name: 'hidden', private: true })
  await expect(anna.click({ channel: 'hidden', ts: '1' }, 'take')).rejects.toThrow('sees no channel')
})

it('sends a form input at once only where it dispatches', async () => {
  const { anna, web, heard, said } = await brieved()
  await anna.shortcut('report')
  const kinds = { type: 'static_select', action_id: 'kind', options: ['a', 'b'].map(option) }
  const blocks = [{ ...input('kind', kinds), dispatch_action: true }, ...(form().blocks as Json[])]
  const trigger_id = heard.at(-1)?.body.trigger_id
  expect(heard.at(-1)?.body).toMatchObject({ type: 'shortcut', callback_id: 'report' })
  await web.apiCall('views.open', { trigger_id, view: form({ blocks }) })
  await anna.fill('title', 'x')
  expect(said()).toHaveLength(1)
  await anna.fill('kind', 'b')
  expect(said()[1]).toMatchObject({
    container: { type: 'view', view_id: anna.view?.id },
    actions: [{ action_id: 'kind', selected_option: { value: 'b' } }],
    view: {
      state: {
        values: { title: { title: { value: 'x' } }, kind: { kind: { selected_option: { value: 'b' } } } },
      },
    },
  })
})

it('offers a message to the message shortcut, its text escaped', async () => {
  const { anna, said, room } = await brieved()
  const { ts } = await anna.say('room', 'it <breaks> & @anna')
  await anna.messageShortcut('report_message', 'room', ts)
  expect(said().at(-1)).toMatchObject({
    type: 'message_action',
    callback_id: 'report_message',
    message_ts: ts,
    message: { text: `it &lt;breaks&gt; &amp; <@${anna.id}>` },
    channel: { id: room.id },
  })
  await expect(anna.messageShortcut('report', 'room', ts)).rejects.toThrow('no message shortcut')
})

describe('response_url', () => {
  async function urlOf(timing = {}) {
    const set = await scene({ timing })
    const anna = set.slack.addPerson({ name: 'anna' })
    const { heard } = await set.listen(() => ({ text: 'seen' }))
    const room = set.slack.addChannel({ name: 'room', private: true, members: ['anna'] })
    await anna.command('/dispatch help', 'room')
    const url = String(heard.at(-1)?.body.response_url)
    const send = async (body: Json) => {
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
      return `${answer.status} ${await answer.text()}`
    }
    return { ...set, anna, room, send }
  }

  it('answers five times, to the person alone unless told otherwise, also where the bot is not', async () => {
    const { anna, room, send } = await urlOf()
    expect(anna.whispers.map((it) => it.text)).toEqual(['seen'])
    expect(await send({ text: 'one' })).toBe('200 ok')
    expect(await send({ text: 'all', response_type: 'in_channel' })).toBe('200 ok')
    expect(await send({ text: '' })).toBe('400 {"ok":false,"error":"no_text"}')
    for (const text of ['three', 'four', 'five']) await send({ text })
    expect(await send({ text: 'six' })).toBe('404 {"ok":false,"error":"used_url"}')
    expect(anna.whispers.map((it) => it.text)).toEqual(['seen', 'one', 'three', 'four', 'five'])
    expect(room.messages.map((it) => it.text)).toEqual(['all'])
  })

  it('expires', async () => {
    const { send } = await urlOf({ responseUrlMs: -1 })
    expect(await send({ text: 'late' })).toBe('404 {"ok":false,"error":"expired_url"}')
  })

  it('replaces or removes the message that was clicked', async () => {
    const { anna, place, said, room, web } = await brieved()
    await web.apiCall('chat.postEphemeral', {
      channel: room.id,
      user: anna.id,
      text: 'x',
      blocks: [button('i9', 'Take')],
    })
    const own = { channel: room.id, ts: anna.whispers[0]?.ts ?? '' }
    const send = async (body: Json) => {
      await fetch(String(said().at(-1)?.response_url), { method: 'POST', body: JSON.stringify(body) })
    }
    await anna.click(own, 'take')
    await send({ replace_original: true, text: 'taken' })
    expect(anna.whispers.map((it) => it.text)).toEqual(['taken'])
    await send({ delete_original: true })
    expect(anna.whispers).toEqual([])
    await anna.click(place, 'take', 'i1')
    await send({ replace_original: true, text: 'done' })
    expect(room.messages.map((it) => it.text)).toEqual(['done'])
  })
})
