import { expect, it } from 'vitest'
import { eventsOf, refusal, scene, subscribed } from './scene.ts'

const scopes = ['channels:read', 'channels:history', 'channels:join', 'users:read', 'usergroups:read']
const events = ['message.channels', 'member_left_channel', 'user_change', 'subteam_members_changed']
const gone = ['app_uninstalled', 'tokens_revoked']

it('ends every call and event when the app is taken out, and knows no channel when it is put back', async () => {
  const manifest = subscribed([...events, ...gone], scopes)
  const set = await scene({ manifest })
  const { slack, web } = set
  const anna = slack.addPerson({ name: 'anna' })
  const room = slack.addChannel({ name: 'room', members: ['anna', 'dispatch'] })
  const { heard } = await set.listen()
  slack.uninstall()
  await anna.say('room', 'unheard')
  slack.changePerson(anna.id, { realName: 'Anna' })
  expect(await refusal(web.auth.test())).toMatchObject({ error: 'account_inactive' })
  expect(await eventsOf(set, heard)).toMatchObject([
    { type: 'app_uninstalled' },
    { type: 'tokens_revoked', tokens: { oauth: [], bot: [slack.bot.userId] } },
  ])
  expect(() => slack.uninstall()).toThrow('not installed')
  slack.reinstall()
  expect(() => slack.reinstall()).toThrow('installed already')
  expect(room.members).toEqual(new Set([anna.id]))
  await web.conversations.join({ channel: room.id })
  await anna.say('room', 'heard')
  expect((await eventsOf(set, heard)).at(-1)).toMatchObject({ text: 'heard' })
})

it('leaves people alone with commands, shortcuts and Home of an app that is not there', async () => {
  const set = await scene()
  const anna = set.slack.addPerson({ name: 'anna' })
  const { heard } = await set.listen()
  set.slack.uninstall()
  heard.length = 0
  await anna.command('/dispatch it burns')
  await anna.shortcut('report')
  await anna.openHome()
  expect(anna.notices).toEqual([
    '/dispatch is not a valid command.',
    'We had some trouble connecting. Try again?',
    'This app has no Home tab.',
  ])
  const events = await eventsOf(set, heard)
  expect(events.filter(({ type }) => !gone.includes(String(type)))).toEqual([])
})

it('takes a deactivated person out of channels and user groups with no more than user_change', async () => {
  const set = await scene({ manifest: subscribed(events, scopes) })
  const { slack, web } = set
  const anna = slack.addPerson({ name: 'anna' })
  slack.addPerson({ name: 'bert' })
  const room = slack.addChannel({ name: 'room', members: ['anna', 'bert', 'dispatch'] })
  const group = slack.addGroup({ handle: 'ops', members: ['anna', 'bert'] })
  const { heard } = await set.listen()
  slack.changePerson(anna.id, { kind: 'deactivated' })
  expect(await eventsOf(set, heard)).toMatchObject([
    { type: 'user_change', user: { id: anna.id, deleted: true } },
  ])
  const { members } = await web.conversations.members({ channel: room.id })
  expect(members).not.toContain(anna.id)
  const { users } = await web.usergroups.users.list({ usergroup: group.id })
  expect(users).toEqual([slack.person('bert').id])
  await expect(anna.say('room', 'x')).rejects.toThrow('deactivated')
})
