import { expect, it } from 'vitest'
import { eventsOf, refusal, scene, subscribed } from './scene.ts'

const scopes = ['files:read', 'files:write', 'chat:write', 'channels:history', 'channels:read']
const events = ['file_created', 'file_shared', 'message.channels']

async function holding() {
  const set = await scene({ manifest: subscribed(events, scopes) })
  const anna = set.slack.addPerson({ name: 'anna' })
  const room = set.slack.addChannel({ name: 'room', members: ['anna', 'dispatch'] })
  const ask = async (length: number) => {
    const { upload_url = '', file_id = '' } = await set.web.files.getUploadURLExternal({
      filename: 'brief.md',
      length,
    })
    const send = async (body: string) => (await fetch(upload_url, { method: 'POST', body })).status
    return { id: file_id, send }
  }
  const complete = (id: string, channel_id: string, more = {}) =>
    set.web.apiCall('files.completeUploadExternal', { files: [{ id, title: 'Brief' }], channel_id, ...more })
  return { ...set, anna, room, ask, complete }
}

it('takes a file in three steps and shares it in a thread', async () => {
  const set = await holding()
  const { slack, web, anna, room } = set
  const { heard } = await set.listen()
  const root = await anna.say('room', 'root')
  await set.web.filesUploadV2({
    channel_id: room.id,
    thread_ts: root.ts,
    filename: 'brief.md',
    title: 'Brief',
    content: '# Brief\nlöschen',
    initial_comment: 'as it stands',
  })
  const [file] = slack.files()
  expect(slack.files()).toEqual([
    {
      id: file?.id,
      name: 'brief.md',
      title: 'Brief',
      content: '# Brief\nlöschen',
      channelId: room.id,
      threadTs: root.ts,
    },
  ])
  expect((await eventsOf(set, heard)).slice(1)).toMatchObject([
    { type: 'file_created', file_id: file?.id, user_id: slack.bot.userId },
    { type: 'file_shared', file_id: file?.id, channel_id: room.id },
    {
      type: 'message',
      subtype: 'file_share',
      thread_ts: root.ts,
      text: 'as it stands',
      files: [{ id: file?.id, name: 'brief.md' }],
      bot_id: slack.bot.botId,
    },
  ])
  const ts = room.messages.at(-1)?.ts
  const info = await web.files.info({ file: file?.id ?? '' })
  expect(info.file).toMatchObject({
    name: 'brief.md',
    title: 'Brief',
    channels: [room.id],
    shares: { public: { [room.id]: [{ ts, thread_ts: root.ts }] } },
  })
})

it('takes the bytes that were announced, once, and completes only what came', async () => {
  const { slack, ask, complete, room } = await holding()
  const { id, send } = await ask(5)
  expect(await refusal(complete(id, room.id))).toMatchObject({ error: 'file_not_found' })
  expect(await send('too long')).toBe(400)
  expect(await send('12345')).toBe(200)
  expect(await send('12345')).toBe(404)
  expect(slack.files()).toEqual([])
  await complete(id, room.id)
  expect(await refusal(complete(id, room.id))).toMatchObject({ error: 'file_not_found' })
  expect(slack.files()).toHaveLength(1)
  expect(slack.calls.map((it) => it.method)).toContain('upload')
})

it('shares only where the bot may write, and keeps what was refused for another try', async () => {
  const { slack, web, ask, complete, room } = await holding()
  const { id, send } = await ask(1)
  await send('x')
  const refused = async (channel: string, more = {}) => (await refusal(complete(id, channel, more))).error
  expect(await refused('C404')).toBe('channel_not_found')
  expect(await refused(slack.addChannel({ name: 'far' }).id)).toBe('not_in_channel')
  const old = slack.addChannel({ name: 'old', members: ['dispatch'], archived: true })
  expect(await refused(old.id)).toBe('posting_to_channel_denied')
  const both = { initial_comment: 'x', blocks: [{ type: 'divider' }] }
  expect(await refused(room.id, both)).toBe('invalid_arguments')
  expect(await refused(room.id, { blocks: [{ type: 'nonsense' }] })).toBe('invalid_blocks')
  expect(await refused(room.id, { thread_ts: '1.000000' })).toBe('cannot_reply_to_message')
  expect(await refusal(web.files.info({ file: id }))).toMatchObject({ error: 'file_not_found' })
  await complete(id, room.id)
  expect(room.messages.map((it) => it.files?.map((file) => file.title))).toEqual([['Brief']])
})

it('asks for a length and for files', async () => {
  const { web } = await holding()
  const empty = web.files.getUploadURLExternal({ filename: 'x', length: 0 })
  expect(await refusal(empty)).toMatchObject({ error: 'invalid_arguments' })
  const nothing = web.apiCall('files.completeUploadExternal', { files: [] })
  expect(await refusal(nothing)).toMatchObject({ error: 'invalid_arguments' })
})
