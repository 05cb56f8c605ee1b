import { expect, it } from 'vitest'
import type { Json } from './json.ts'
import { scene, subscribed } from './scene.ts'

const everything = [
  'channels:manage',
  'channels:read',
  'channels:history',
  'channels:write.invites',
  'chat:write',
]
const reactions = ['reactions:read', 'reactions:write', 'app_mentions:read', 'pins:write', 'pins:read']

it('sends what the app subscribes to, in the channels its bot is in', async () => {
  const names = [
    'message.channels',
    'app_mention',
    'member_joined_channel',
    'channel_created',
    'channel_archive',
  ]
  const manifest = subscribed([...names, 'reaction_added', 'pin_added'], [...everything, ...reactions])
  const { slack, web, listen } = await scene({ manifest })
  const anna = slack.addPerson({ name: 'anna' })
  slack.addChannel({ name: 'elsewhere', members: ['anna'] })
  const { heard } = await listen()
  await anna.say('elsewhere', 'unheard @dispatch')
  const { channel } = await web.conversations.create({ name: 'inc-1' })
  const id = channel?.id ?? ''
  await web.conversations.invite({ channel: id, users: anna.id })
  const { ts } = await anna.say('inc-1', 'hello @dispatch')
  await anna.react('inc-1', ts, 'eyes')
  await web.pins.add({ channel: id, timestamp: ts })
  await web.conversations.archive({ channel: id })
  await slack.until('the archiving', () =>
    heard.some((it) => (it.body.event as Json).type === 'channel_archive'),
  )
  expect(heard.map((it) => it.body.event)).toMatchObject([
    { type: 'channel_created', channel: { id, name: 'inc-1', creator: slack.bot.userId } },
    { type: 'message', subtype: 'channel_join', channel: id, user: slack.bot.userId },
    { type: 'member_joined_channel', channel_type: 'C', user: slack.bot.userId },
    { type: 'message', subtype: 'channel_join', user: anna.id, inviter: slack.bot.userId },
    { type: 'member_joined_channel', user: anna.id, inviter: slack.bot.userId },
    {
      type: 'message',
      channel_type: 'channel',
      text: `hello <@${slack.bot.userId}>`,
      client_msg_id: expect.any(String),
    },
    { type: 'app_mention', channel: id, ts },
    { type: 'reaction_added', reaction: 'eyes', item: { ts }, item_user: anna.id },
    { type: 'pin_added', channel_id: id, pin_count: 1 },
    { type: 'message', subtype: 'channel_archive' },
    { type: 'channel_archive', channel: id },
  ])
  expect(heard[0]?.body).toMatchObject({
    type: 'event_callback',
    team_id: slack.team.id,
    api_app_id: slack.bot.appId,
    event_id: expect.stringMatching(/^Ev/),
    authorizations: [{ user_id: slack.bot.userId, is_bot: true, is_enterprise_install: false }],
  })
})

it('sends nothing whose scope is not granted', async () => {
  const { slack, web, listen } = await scene({
    manifest: subscribed(
      ['message.channels', 'channel_created'],
      ['channels:manage', 'channels:read', 'chat:write'],
    ),
  })
  const { heard } = await listen()
  const { channel } = await web.conversations.create({ name: 'inc-1' })
  await web.chat.postMessage({ channel: channel?.id ?? '', text: 'x' })
  await slack.sockets.deliver({ type: 'last' })
  expect(heard.map((it) => (it.body.event as Json).type)).toEqual(['channel_created', 'last'])
})
