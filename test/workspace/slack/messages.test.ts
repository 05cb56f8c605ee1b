import { describe, expect, it } from 'vitest'
import { refusal, scene } from './scene.ts'

const section = (text: string, block_id?: string) => ({
  type: 'section',
  ...(block_id ? { block_id } : {}),
  text: { type: 'mrkdwn', text },
})

async function room() {
  const set = await scene()
  const anna = set.slack.addPerson({ name: 'anna' })
  const bert = set.slack.addPerson({ name: 'bert' })
  const channel = set.slack.addChannel({ name: 'room', members: ['dispatch', 'anna', 'bert'] })
  return { ...set, anna, bert, channel, id: channel.id }
}

describe('posting', () => {
  it('refuses blocks Slack would refuse, with pointers, and posts nothing', async () => {
    const { web, channel, id } = await room()
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]
    expect(await refusal(web.chat.postMessage({ channel: id, text: 't', blocks }))).toMatchObject({
      error: 'invalid_blocks',
      errors: ['must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: { messages: [expect.stringContaining('[ERROR] must be less than 151')] },
    })
    const many = Array.from({ length: 51 }, () => ({ type: 'divider' }))
    const calls: [Promise<unknown>, string][] = [
      [web.chat.postMessage({ channel: id, text: 't', blocks: many }), 'invalid_blocks'],
      [web.chat.postMessage({ channel: id, text: '' }), 'no_text'],
      [web.apiCall('chat.postMessage', { channel: id, text: 't', blocks: '[{' }), 'invalid_blocks_format'],
      [web.apiCall('chat.postMessage', { channel: id, text: 't', metadata: '{' }), 'invalid_metadata_format'],
      [web.chat.postMessage({ channel: id, text: 't', thread_ts: '1.000001' }), 'cannot_reply_to_message'],
    ]
    for (const [call, error] of calls) expect(await refusal(call)).toMatchObject({ error })
    expect(channel.messages).toHaveLength(0)
  })

  it('cuts text at 40,000 characters by code point', async () => {
    const { web, channel, id } = await room()
    await web.chat.postMessage({ channel: id, text: '🔥'.repeat(40_001) })
    expect([...(channel.messages[0]?.text ?? '')]).toHaveLength(40_000)
  })

  it('finds the direct channel behind a person, and none behind a bot', async () => {
    const { web, slack, anna } = await room()
    await web.chat.postMessage({ channel: anna.id, text: 'psst' })
    const opened = await web.conversations.open({ users: anna.id })
    expect(opened).toMatchObject({ already_open: true, channel: { id: expect.stringMatching(/^D/) } })
    expect(anna.dm.map((it) => it.text)).toEqual(['psst'])
    const bot = slack.addPerson({ name: 'other', kind: 'bot' })
    const call = refusal(web.chat.postMessage({ channel: bot.id, text: 'psst' }))
    expect(await call).toMatchObject({ error: 'cannot_dm_bot' })
  })

  it('pings whom the text names and reaches, not whom it only spells', async () => {
    const { web, slack, channel, id, anna, bert } = await room()
    const outsider = slack.addPerson({ name: 'cleo' })
    await web.chat.postMessage({ channel: id, text: '&lt;!channel&gt; &lt;@U1&gt; @anna' })
    await web.chat.postMessage({ channel: id, text: `<@${anna.id}> <@${outsider.id}>` })
    await web.chat.postMessage({ channel: id, text: 'x', blocks: [section('<!here|here>')] })
    const heading = { type: 'header', text: { type: 'plain_text', text: '<!channel>' } }
    await web.chat.postMessage({ channel: id, text: 'x', blocks: [heading] })
    expect(channel.messages.map((it) => it.pings)).toEqual([[], [anna.id], ['<!here>', anna.id, bert.id], []])
  })

  it('shows whispers to one member only, and keeps them out of history', async () => {
    const { web, slack, anna, bert, id } = await room()
    await web.chat.postEphemeral({ channel: id, user: anna.id, text: 'only you' })
    expect(anna.whispers).toMatchObject([{ text: 'only you', ephemeralTo: anna.id, pings: [] }])
    expect(bert.whispers).toHaveLength(0)
    expect((await web.conversations.history({ channel: id })).messages).toHaveLength(0)
    const out = slack.addPerson({ name: 'cleo' }).id
    const call = refusal(web.chat.postEphemeral({ channel: id, user: out, text: 'x' }))
    expect(await call).toMatchObject({ error: 'user_not_in_channel' })
  })
})

describe('changing', () => {
  it('drops blocks for a bare text, keeps metadata, and makes new ids for blocks that have none', async () => {
    const { web, channel, id } = await room()
    const metadata = { event_type: 'brief', event_payload: { incident: 'i1' } }
    const blocks = [section('one'), section('two', 'fixed')]
    const { ts = '' } = await web.chat.postMessage({ channel: id, text: 'a', blocks, metadata })
    const ids = () => channel.messages[0]?.blocks?.map((it) => it.block_id)
    const before = ids()
    await web.chat.update({ channel: id, ts, text: 'b', blocks })
    expect(ids()?.[0]).not.toBe(before?.[0])
    expect(ids()?.[1]).toBe('fixed')
    await web.chat.update({ channel: id, ts, text: 'c' })
    expect(channel.messages[0]).toMatchObject({ text: 'c', metadata, edited: true })
    expect(channel.messages[0]?.blocks).toBeUndefined()
    const long = refusal(web.chat.update({ channel: id, ts, text: 'x'.repeat(4001) }))
    expect(await long).toMatchObject({ error: 'msg_too_long' })
  })

  it('touches only what the app posted itself', async () => {
    const { web, anna, id } = await room()
    const { ts } = await anna.say('room', 'mine')
    const update = refusal(web.chat.update({ channel: id, ts, text: 'yours' }))
    expect(await update).toMatchObject({ error: 'cant_update_message' })
    const erase = refusal(web.chat.delete({ channel: id, ts }))
    expect(await erase).toMatchObject({ error: 'cant_delete_message' })
    const none = refusal(web.chat.update({ channel: id, ts: '1.000001', text: 'x' }))
    expect(await none).toMatchObject({ error: 'message_not_found' })
  })

  it('leaves a tombstone where a deleted message had replies', async () => {
    const { web, anna, channel, id } = await room()
    const { ts = '' } = await web.chat.postMessage({ channel: id, text: 'parent' })
    await anna.say('room', 'reply', ts)
    await web.chat.delete({ channel: id, ts })
    expect(channel.messages.map((it) => it.subtype ?? it.text)).toEqual(['tombstone', 'reply'])
  })
})

describe('history', () => {
  it('gives metadata only when asked, and threads only by their parents', async () => {
    const { web, anna, id } = await room()
    const metadata = { event_type: 'brief', event_payload: { incident: 'i1' } }
    const { ts = '' } = await web.chat.postMessage({ channel: id, text: 'parent', metadata })
    await anna.say('room', 'reply', ts)
    const plain = await web.conversations.history({ channel: id })
    expect(plain.messages).toMatchObject([{ text: 'parent', reply_count: 1, thread_ts: ts }])
    expect(plain.messages?.[0]?.metadata).toBeUndefined()
    const full = await web.conversations.history({ channel: id, include_all_metadata: true })
    expect(full.messages?.[0]?.metadata).toEqual(metadata)
    const thread = await web.conversations.replies({ channel: id, ts })
    expect(thread.messages).toMatchObject([
      { text: 'parent' },
      { text: 'reply', parent_user_id: expect.any(String) },
    ])
    const none = refusal(web.conversations.replies({ channel: id, ts: '1.000001' }))
    expect(await none).toMatchObject({ error: 'thread_not_found' })
  })

  it('pages from the newest back, within the bounds asked for', async () => {
    const { web, id, channel } = await room()
    for (const text of ['1', '2', '3', '4', '5']) await web.chat.postMessage({ channel: id, text })
    const texts = async (args: { oldest?: string; latest?: string; inclusive?: boolean }) =>
      (await web.conversations.history({ channel: id, ...args })).messages?.map((it) => it.text)
    const [, second, , fourth] = channel.messages.map((it) => it.ts)
    expect(await texts({ oldest: second, latest: fourth })).toEqual(['3'])
    expect(await texts({ oldest: second, latest: fourth, inclusive: true })).toEqual(['4', '3', '2'])
    const pages: string[] = []
    for await (const page of web.paginate('conversations.history', { channel: id, limit: 2 })) {
      const { messages } = page as { messages?: { text?: string }[] }
      pages.push((messages ?? []).map((it) => it.text).join(''))
    }
    expect(pages).toEqual(['54', '32', '1'])
    const stale = refusal(web.conversations.history({ channel: id, cursor: 'bm9uZQ==' }))
    expect(await stale).toMatchObject({ error: 'invalid_cursor' })
  })

  it('hands out text escaped, whatever was sent', async () => {
    const { web, anna, id, channel } = await room()
    await web.chat.postMessage({ channel: id, text: 'a < b & c &amp; <!here> <https://x.test|y>' })
    await anna.say('room', '<!channel> & @bert')
    const { messages } = await web.conversations.history({ channel: id })
    expect(messages?.[1]?.text).toBe('a &lt; b &amp; c &amp; <!here> <https://x.test|y>')
    expect(messages?.[0]?.text).toMatch(/^&lt;!channel&gt; &amp; <@U\w+>$/)
    expect(channel.messages[0]?.text).toBe('a < b & c &amp; <!here> <https://x.test|y>')
  })
})
