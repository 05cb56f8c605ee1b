import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { refusal, scene } from './scene.ts'

describe('names', () => {
  it.each([
    ['', 'invalid_name_required'],
    ['a'.repeat(81), 'invalid_name_maxlength'],
    ['---', 'invalid_name_punctuation'],
    ['Checkout', 'invalid_name_specials'],
    ['check out', 'invalid_name_specials'],
    ['größe', 'invalid_name_specials'],
    ['<!channel>', 'invalid_name_specials'],
  ])('refuses %j with %s', async (name, error) => {
    const { web, slack } = await scene()
    expect(await refusal(web.conversations.create({ name }))).toMatchObject({ error })
    expect(slack.channels()).toHaveLength(0)
  })

  it('keeps names of archived and private channels taken', async () => {
    const { slack, web } = await scene()
    const { channel } = await web.conversations.create({ name: 'inc-1' })
    await web.conversations.archive({ channel: channel?.id ?? '' })
    slack.addChannel({ name: 'hidden', private: true })
    for (const name of ['inc-1', 'hidden']) {
      expect(await refusal(web.conversations.create({ name }))).toMatchObject({ error: 'name_taken' })
    }
    const again = refusal(web.conversations.unarchive({ channel: channel?.id ?? '' }))
    expect(await again).toMatchObject({ error: 'not_in_channel' })
    expect(slack.channel('inc-1').archived).toBe(true)
  })
})

describe('membership', () => {
  it('hides private channels, shows public ones, and lets nobody write from outside', async () => {
    const { slack, web } = await scene()
    const open = slack.addChannel({ name: 'open' })
    const hidden = slack.addChannel({ name: 'hidden', private: true })
    const say = (channel: string) => refusal(web.chat.postMessage({ channel, text: 'hi' }))
    expect(await say(open.id)).toMatchObject({ error: 'not_in_channel' })
    expect(await say(hidden.id)).toMatchObject({ error: 'channel_not_found' })
    expect(await web.conversations.info({ channel: open.id })).toMatchObject({
      channel: { is_member: false },
    })
    const look = refusal(web.conversations.info({ channel: hidden.id }))
    expect(await look).toMatchObject({ error: 'channel_not_found' })
    await web.conversations.join({ channel: open.id })
    await web.chat.postMessage({ channel: '#open', text: 'hi' })
    expect(open.messages.map((it) => it.subtype ?? it.text)).toEqual(['channel_join', 'hi'])
    const twice = await web.conversations.join({ channel: open.id })
    expect(twice).toMatchObject({ warning: 'already_in_channel' })
  })

  it('writes nothing into an archived channel', async () => {
    const { slack, web } = await scene()
    const { id } = slack.addChannel({ name: 'old', members: ['dispatch'], archived: true })
    const calls = [
      web.chat.postMessage({ channel: id, text: 'hi' }),
      web.conversations.invite({ channel: id, users: slack.addPerson({ name: 'anna' }).id }),
      web.conversations.setTopic({ channel: id, topic: 'x' }),
      web.conversations.rename({ channel: id, name: 'new' }),
    ]
    for (const call of calls) expect(await refusal(call)).toMatchObject({ error: 'is_archived' })
    expect(await refusal(web.conversations.archive({ channel: id }))).toMatchObject({
      error: 'already_archived',
    })
  })

  it('invites all or nobody, unless forced', async () => {
    const { slack, web } = await scene()
    const ids = (['member', 'guest', 'single-channel guest', 'stranger', 'deactivated'] as const).map(
      (kind) => slack.addPerson({ name: kind.replaceAll(' ', '-'), kind }).id,
    )
    const { channel } = await web.conversations.create({ name: 'inc-1', is_private: true })
    const invite = { channel: channel?.id ?? '', users: [...ids, slack.bot.userId, 'U404'].join(',') }
    const refused = await refusal(web.conversations.invite(invite))
    expect(refused).toMatchObject({
      error: 'user_is_restricted',
      errors: [
        { error: 'user_is_restricted', user: ids[1] },
        { error: 'ura_max_channels', user: ids[2] },
        { error: 'no_external_invite_permission', user: ids[3] },
        { error: 'cant_invite', user: ids[4] },
        { error: 'cant_invite_self' },
        { error: 'user_not_found' },
      ],
    })
    expect(slack.channel('inc-1').members).toEqual(new Set([slack.bot.userId]))
    const forced = await web.conversations.invite({ ...invite, force: true })
    expect(forced).toMatchObject({ ok: true, errors: [{}, {}, {}, {}, {}, {}] })
    expect(slack.channel('inc-1').members).toEqual(new Set([slack.bot.userId, ids[0]]))
    const again = refusal(web.conversations.invite({ ...invite, users: ids[0] ?? '' }))
    expect(await again).toMatchObject({ error: 'already_in_channel' })
    const { id: slackbot } = slack.person('slackbot')
    const toSlackbot = refusal(web.conversations.invite({ ...invite, users: slackbot }))
    expect(await toSlackbot).toMatchObject({ error: 'cant_invite' })
    const { id: robot } = slack.addPerson({ name: 'robot', kind: 'bot' })
    await web.conversations.invite({ ...invite, users: robot, force: false })
    expect(slack.channel('inc-1').members.has(robot)).toBe(true)
    const crowd = Array.from({ length: 101 }, (_, n) => `U${n}`).join(',')
    expect(await refusal(web.conversations.invite({ ...invite, users: crowd }))).toMatchObject({
      error: 'invalid_arguments',
    })
  })

  it('lets people be removed, but not the bot by itself, nor the last out of a private channel', async () => {
    const { slack, web } = await scene()
    const anna = slack.addPerson({ name: 'anna' })
    const { id } = slack.addChannel({ name: 'room', private: true, members: ['anna', 'dispatch'] })
    const kick = (user: string) => web.conversations.kick({ channel: id, user })
    expect(await refusal(kick(slack.bot.userId))).toMatchObject({ error: 'cant_kick_self' })
    await kick(anna.id)
    expect(await refusal(kick(anna.id))).toMatchObject({ error: 'not_in_channel' })
    expect(await refusal(web.conversations.leave({ channel: id }))).toMatchObject({ error: 'last_member' })
  })
})

it('pages channels, comes up short where archived ones are left out, and knows only its own private ones', async () => {
  const { slack, web } = await scene()
  slack.addChannel({ name: 'a', archived: true })
  slack.addChannel({ name: 'b' })
  slack.addChannel({ name: 'c', private: true, members: ['dispatch'] })
  slack.addChannel({ name: 'd', private: true })
  const types = 'public_channel,private_channel'
  const first = await web.conversations.list({ types, limit: 2, exclude_archived: true })
  expect(first.channels?.map((it) => it.name)).toEqual(['b'])
  const cursor = first.response_metadata?.next_cursor ?? ''
  const second = await web.conversations.list({ types, limit: 2, exclude_archived: true, cursor })
  expect(second.channels?.map((it) => it.name)).toEqual(['c'])
  expect(second.response_metadata?.next_cursor).toBe('')
  const own = await web.users.conversations({ types })
  expect(own.channels?.map((it) => it.name)).toEqual(['c'])
  expect(await refusal(web.conversations.list({ types: 'secret' }))).toMatchObject({ error: 'invalid_types' })
})

it('limits topics, and leaves a line in the channel for each new one', async () => {
  const { slack, web } = await scene()
  const { id, messages } = slack.addChannel({ name: 'room', members: ['dispatch'] })
  const long = refusal(web.conversations.setTopic({ channel: id, topic: 'x'.repeat(251) }))
  expect(await long).toMatchObject({ error: 'too_long' })
  await web.conversations.setTopic({ channel: id, topic: '🔥'.repeat(250) })
  await web.conversations.setTopic({ channel: id, topic: '🔥'.repeat(250) })
  expect(messages.map((it) => it.subtype)).toEqual(['channel_topic'])
})

it('bookmarks and pins once each, and only what is there', async () => {
  const manifest = readFileSync('manifest.yml', 'utf8').replace(
    '- pins:write',
    '- pins:read\n      - pins:write',
  )
  const { slack, web } = await scene({ manifest })
  const room = slack.addChannel({ name: 'room', members: ['dispatch'] })
  const { ts = '' } = await web.chat.postMessage({ channel: room.id, text: 'brief' })
  const pin = { channel: room.id, timestamp: ts }
  await web.pins.add(pin)
  expect(await refusal(web.pins.add(pin))).toMatchObject({ error: 'already_pinned' })
  const absent = refusal(web.pins.add({ ...pin, timestamp: '1.000001' }))
  expect(await absent).toMatchObject({ error: 'message_not_found' })
  const listed = await web.pins.list({ channel: room.id })
  expect(listed.items).toMatchObject([{ message: { ts, text: 'brief' } }])
  const bookmark = {
    channel_id: room.id,
    title: 'Ticket',
    type: 'link' as const,
    link: 'https://jira.test/X-1',
  }
  await web.bookmarks.add(bookmark)
  const bad = refusal(web.bookmarks.add({ ...bookmark, link: 'javascript:alert(1)' }))
  expect(await bad).toMatchObject({ error: 'invalid_link' })
  expect(room.bookmarks).toMatchObject([{ title: 'Ticket', link: 'https://jira.test/X-1' }])
})
