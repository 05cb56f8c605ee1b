import { describe, expect, it } from 'vitest'
import { eventsOf, refusal, scene, subscribed } from './scene.ts'

const events = [
  'message.channels',
  'message.groups',
  'member_joined_channel',
  'member_left_channel',
  'channel_left',
  'channel_rename',
  'channel_archive',
  'channel_unarchive',
  'channel_deleted',
  'channel_id_changed',
  'group_left',
  'group_rename',
  'group_archive',
  'group_unarchive',
  'group_deleted',
  'reaction_added',
  'reaction_removed',
]
const scopes = [
  'channels:read',
  'channels:history',
  'channels:manage',
  'groups:read',
  'groups:history',
  'groups:write',
  'chat:write',
  'reactions:read',
  'im:write',
]

/** Anna is an admin, Bert a member, both with the app's bot in a room. */
async function together(room: { private?: boolean; members?: string[] } = {}) {
  const set = await scene({ manifest: subscribed(events, scopes) })
  const anna = set.slack.addPerson({ name: 'anna', kind: 'admin' })
  const bert = set.slack.addPerson({ name: 'bert' })
  const channel = set.slack.addChannel({ name: 'room', members: ['anna', 'bert', 'dispatch'], ...room })
  const { heard } = await set.listen()
  return { ...set, anna, bert, channel, told: () => eventsOf(set, heard) }
}

describe('words', () => {
  it('are changed and taken away by their author alone, and the app is told what stood there', async () => {
    const { anna, bert, channel, told } = await together()
    const { ts } = await bert.say('room', 'a <b>')
    const reply = await bert.say('room', 'more', ts)
    await told()
    await bert.edit('room', reply.ts, 'much more')
    await bert.erase('room', reply.ts)
    expect(await told()).toMatchObject([
      {
        type: 'message',
        subtype: 'message_changed',
        channel: channel.id,
        channel_type: 'channel',
        hidden: true,
        message: { ts: reply.ts, thread_ts: ts, text: 'much more', edited: { user: bert.id } },
        previous_message: { text: 'more' },
      },
      { subtype: 'message_deleted', deleted_ts: reply.ts, previous_message: { text: 'much more' } },
    ])
    await expect(anna.edit('room', ts, 'x')).rejects.toThrow('not anna')
    await expect(anna.erase('room', ts)).rejects.toThrow('not anna')
    expect(channel.messages.map((it) => it.text)).toEqual(['a &lt;b&gt;'])
  })

  it('leave a stone where a thread hangs on them', async () => {
    const { bert, channel, told } = await together()
    const { ts } = await bert.say('room', 'root')
    await bert.say('room', 'reply', ts)
    await bert.erase('room', ts)
    expect((await told()).at(-1)).toMatchObject({ subtype: 'message_deleted', deleted_ts: ts })
    expect(channel.messages.map((it) => it.subtype ?? it.text)).toEqual(['tombstone', 'reply'])
  })

  it('lose a reaction once, by whom it came from', async () => {
    const { anna, bert, told } = await together()
    const { ts } = await bert.say('room', 'look')
    await bert.react('room', ts, 'pushpin')
    await told()
    await anna.unreact('room', ts, 'pushpin')
    await bert.unreact('room', ts, 'pushpin')
    await bert.unreact('room', ts, 'pushpin')
    expect(await told()).toMatchObject([
      { type: 'reaction_removed', reaction: 'pushpin', user: bert.id, item: { ts }, item_user: bert.id },
    ])
  })
})

describe('coming and going', () => {
  it('is told with a line in the channel and an event of its own, and who invited', async () => {
    const { slack, anna, channel, told } = await together()
    const cleo = slack.addPerson({ name: 'cleo' })
    await cleo.joinChannel('room')
    await cleo.leaveChannel('room')
    await anna.invite('room', ['cleo'])
    await anna.remove('room', 'cleo')
    const from = { channel: channel.id, user: cleo.id }
    expect(await told()).toMatchObject([
      { type: 'message', subtype: 'channel_join', ...from },
      { type: 'member_joined_channel', channel_type: 'C', team: slack.team.id, ...from },
      { type: 'message', subtype: 'channel_leave', ...from },
      { type: 'member_left_channel', channel_type: 'C', ...from },
      { type: 'message', subtype: 'channel_join', inviter: anna.id, ...from },
      { type: 'member_joined_channel', inviter: anna.id, ...from },
      { type: 'message', subtype: 'channel_leave', ...from },
      { type: 'member_left_channel', ...from },
    ])
    expect(channel.members.has(cleo.id)).toBe(false)
  })

  it('of the bot itself is told to it, and no more of a private channel after that', async () => {
    const { slack, anna, bert, channel, told } = await together({ private: true })
    await anna.remove('room', 'dispatch')
    await bert.say('room', 'unheard')
    await anna.renameChannel('room', 'cellar')
    const bot = slack.bot.userId
    const left = { channel: channel.id, actor_id: anna.id }
    expect(await told()).toMatchObject([
      { subtype: 'channel_leave', user: bot },
      { type: 'member_left_channel', channel_type: 'G', user: bot },
      { type: 'group_left', ...left },
    ])
    await bert.invite('cellar', [bot])
    expect(await told()).toMatchObject([
      { subtype: 'channel_join', user: bot, inviter: bert.id },
      { type: 'member_joined_channel', channel_type: 'G', user: bot, inviter: bert.id },
    ])
  })

  it('of the bot in a public channel has its own event, also when it leaves by itself', async () => {
    const { slack, web, anna, channel, told } = await together()
    await anna.remove('room', 'dispatch')
    expect((await told()).at(-1)).toMatchObject({ type: 'channel_left', actor_id: anna.id })
    await anna.invite('room', ['dispatch'])
    await web.conversations.leave({ channel: channel.id })
    expect((await told()).at(-1)).toMatchObject({ type: 'channel_left', actor_id: slack.bot.userId })
  })

  it('keeps to what Slack lets whom do', async () => {
    const { slack, web, anna, bert } = await together()
    for (const kind of ['guest', 'single-channel guest', 'stranger', 'deactivated'] as const) {
      slack.addPerson({ name: kind.replace(' ', '-'), kind })
    }
    const guest = slack.person('guest')
    slack.addChannel({ name: 'hidden', private: true, members: ['anna'] })
    slack.addChannel({ name: 'old', members: ['anna'], archived: true })
    slack.addChannel({ name: 'general', members: ['anna', 'bert'] })
    await expect(bert.joinChannel('hidden')).rejects.toThrow('sees no channel')
    await expect(anna.joinChannel('hidden')).rejects.toThrow('by invitation')
    await expect(bert.joinChannel('old')).rejects.toThrow('archived')
    await expect(bert.leaveChannel('hidden')).rejects.toThrow('sees no channel')
    await expect(bert.leaveChannel('general')).rejects.toThrow('nobody leaves')
    await expect(bert.invite('room', ['guest'])).rejects.toThrow('only an admin')
    await expect(bert.invite('room', ['single-channel-guest'])).rejects.toThrow('has a channel already')
    await expect(bert.invite('room', ['stranger'])).rejects.toThrow('another workspace')
    await expect(bert.invite('room', ['deactivated'])).rejects.toThrow('nobody can invite')
    await expect(bert.remove('room', 'bert')).rejects.toThrow('by leaving it')
    await expect(bert.remove('room', 'guest')).rejects.toThrow('is not in')
    await anna.invite('room', ['guest'])
    await expect(guest.invite('room', ['dispatch'])).rejects.toThrow('manages no channels')
    await expect(guest.archiveChannel('room')).rejects.toThrow('manages no channels')
    await expect(bert.makePrivate('room')).rejects.toThrow('no admin')
    await expect(bert.deleteChannel('room')).rejects.toThrow('no admin')
    for (const move of ['archiveChannel', 'makePrivate', 'deleteChannel'] as const) {
      await expect(anna[move]('general')).rejects.toThrow('stays as it is')
    }
    const direct = await web.conversations.open({ users: anna.id })
    await expect(anna.deleteChannel(direct.channel?.id ?? '')).rejects.toThrow('messages between people stay')
    await expect(bert.renameChannel('room', 'hidden')).rejects.toThrow('name_taken')
    await expect(bert.unarchiveChannel('room')).rejects.toThrow('is not archived')
  })
})

describe('a channel', () => {
  it.each([
    { room: {}, type: 'channel', who: 'user' },
    { room: { private: true }, type: 'group', who: 'actor_id' },
  ])('that is a $type is renamed, archived and opened again', async ({ room, type, who }) => {
    const { anna, bert, channel, told } = await together(room)
    const { id } = channel
    await bert.renameChannel('room', 'hall')
    await bert.archiveChannel('hall')
    await expect(bert.say('hall', 'x')).rejects.toThrow('archived')
    await anna.unarchiveChannel('hall')
    expect(await told()).toMatchObject([
      { type: 'message', subtype: 'channel_name', name: 'hall', old_name: 'room', user: bert.id },
      { type: `${type}_rename`, channel: { id, name: 'hall', name_normalized: 'hall', is_mpim: false } },
      { type: 'message', subtype: 'channel_archive', user: bert.id },
      { type: `${type}_archive`, channel: id, user: bert.id },
      { type: 'message', subtype: 'channel_unarchive', user: anna.id },
      { type: `${type}_unarchive`, channel: id, [who]: anna.id },
    ])
    expect(channel).toMatchObject({ name: 'hall', archived: false })
  })

  it('that is public is followed where the bot is not, but its words are not', async () => {
    const { slack, anna, told } = await together()
    const { id } = slack.addChannel({ name: 'far', members: ['anna'] })
    await anna.say('far', 'unheard')
    await anna.renameChannel('far', 'farther')
    await anna.deleteChannel('farther')
    expect(await told()).toMatchObject([
      { type: 'channel_rename', channel: { id, name: 'farther' } },
      { type: 'channel_deleted', channel: id },
    ])
  })

  it('made private has another id, and is known by that alone', async () => {
    const { slack, web, anna, channel, told } = await together()
    const { ts } = await anna.say('room', 'before')
    const old = channel.id
    await told()
    await anna.makePrivate('room')
    expect(channel).toMatchObject({ kind: 'group', name: 'room' })
    expect(channel.id).not.toBe(old)
    expect(slack.channel(channel.id)).toBe(channel)
    expect(await told()).toMatchObject([
      { type: 'channel_id_changed', old_channel_id: old, new_channel_id: channel.id },
      { subtype: 'channel_convert_to_private', channel: channel.id, channel_type: 'group' },
    ])
    const gone = web.chat.postMessage({ channel: old, text: 'x' })
    expect(await refusal(gone)).toMatchObject({ error: 'channel_not_found' })
    await web.chat.postMessage({ channel: channel.id, text: 'after', thread_ts: ts })
    await expect(anna.makePrivate('room')).rejects.toThrow('no public channel')
  })

  it('made private still takes what is answered to a click or command of before', async () => {
    const set = await scene()
    const anna = set.slack.addPerson({ name: 'anna', kind: 'admin' })
    const room = set.slack.addChannel({ name: 'room', members: ['anna'] })
    const { heard } = await set.listen(() => ({ text: 'before' }))
    await anna.command('/dispatch help', 'room')
    await anna.makePrivate('room')
    const body = JSON.stringify({ text: 'after' })
    await fetch(String(heard.at(-1)?.body.response_url), { method: 'POST', body })
    expect(anna.whispers).toMatchObject([
      { text: 'before', channelId: room.id },
      { text: 'after', channelId: room.id },
    ])
  })

  it('that is deleted is gone, and its name free', async () => {
    const { slack, web, anna, channel, told } = await together({ private: true })
    await anna.deleteChannel('room')
    expect(await told()).toMatchObject([
      { type: 'group_deleted', channel: channel.id, actor_id: anna.id, date_deleted: expect.any(Number) },
    ])
    expect(slack.channels()).toHaveLength(0)
    const look = web.conversations.info({ channel: channel.id })
    expect(await refusal(look)).toMatchObject({ error: 'channel_not_found' })
    await web.conversations.create({ name: 'room' })
  })
})
