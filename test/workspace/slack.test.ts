import { describe, expect, it } from 'vitest'
import { client, refusal, scene } from './slack/scene.ts'

const withScopes = (scopes: string[], extra = '') =>
  `display_information:\n  name: Dispatch\noauth_config:\n  scopes:\n    bot: [${scopes.map((it) => `'${it}'`).join(', ')}]\n${extra}`

describe('who may call', () => {
  it('tells a missing token from a wrong one, and the app token from the bot token', async () => {
    const { slack, web } = await scene()
    expect(await web.auth.test()).toMatchObject({ user_id: slack.bot.userId, team: slack.team.name })
    const anonymous = await fetch(`${slack.url}auth.test`, { method: 'POST' })
    expect(await anonymous.json()).toEqual({ ok: false, error: 'not_authed' })
    expect(await refusal(client(slack, 'xoxb-other').auth.test())).toMatchObject({ error: 'invalid_auth' })
    const open = web.apps.connections.open({})
    expect(await refusal(open)).toMatchObject({ error: 'not_allowed_token_type' })
    const inBody = await fetch(`${slack.url}auth.test?token=${slack.botToken}`)
    expect(await inBody.json()).toMatchObject({ ok: true })
  })

  it('refuses what the manifest did not ask for, and says what was needed and what is provided', async () => {
    const { slack, web } = await scene({ manifest: withScopes(['chat:write', 'channels:read']) })
    slack.addPerson({ name: 'anna' })
    expect(await refusal(web.users.list({}))).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write,channels:read',
    })
    const secret = slack.addChannel({ name: 'secret', private: true, members: ['app'] })
    expect(await refusal(web.conversations.info({ channel: secret.id }))).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    })
    expect(await refusal(web.conversations.create({ name: 'x' }))).toMatchObject({ error: 'missing_scope' })
  })

  it('takes form and JSON bodies alike, names its scopes, and knows no method it does not have', async () => {
    const { slack, web } = await scene()
    const room = slack.addChannel({ name: 'room', members: ['dispatch'] })
    const answer = await fetch(`${slack.url}chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${slack.botToken}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ channel: room.id, text: 'as JSON', blocks: [{ type: 'divider' }] }),
    })
    expect(answer.headers.get('x-oauth-scopes')).toContain('chat:write')
    expect(answer.headers.get('x-accepted-oauth-scopes')).toBe('chat:write')
    expect(await answer.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'divider' }] } })
    expect(await refusal(web.apiCall('chat.shout', {}))).toMatchObject({ error: 'unknown_method' })
    expect(await refusal(web.apiCall('__proto__', {}))).toMatchObject({ error: 'unknown_method' })
    expect(await refusal(web.apiCall('conversations.info', {}))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    })
  })

  it('keeps every call with what was asked and how it was answered', async () => {
    const { slack, web } = await scene()
    await refusal(web.users.info({ user: 'U404' }))
    expect(slack.calls).toMatchObject([
      { method: 'users.info', args: { user: 'U404' }, answer: 'user_not_found', token: 'bot' },
    ])
    const [call] = slack.calls
    expect(call?.answeredAt).toBeGreaterThanOrEqual(call?.at ?? 0)
  })
})

describe('people', () => {
  it('shows each kind of person as Slack does, and no e-mail address without the scope', async () => {
    const { slack, web } = await scene()
    const user = async (kind: Parameters<typeof slack.addPerson>[0]['kind']) =>
      (await web.users.info({ user: slack.addPerson({ name: `a-${kind}`, kind }).id })).user
    expect(await user('admin')).toMatchObject({ is_admin: true, deleted: false })
    expect(await user('guest')).toMatchObject({ is_restricted: true, is_ultra_restricted: false })
    expect(await user('single-channel guest')).toMatchObject({ is_ultra_restricted: true })
    expect(await user('deactivated')).toMatchObject({ deleted: true })
    expect(await user('bot')).toMatchObject({ is_bot: true })
    const stranger = await user('stranger')
    expect(stranger).toMatchObject({ is_stranger: true })
    expect(stranger?.team_id).not.toBe(slack.team.id)
    expect((await user('member'))?.profile?.email).toBeUndefined()
  })

  it('lists everybody page by page, Slackbot and the bot itself included', async () => {
    const { slack, web } = await scene()
    for (const n of [1, 2, 3]) slack.addPerson({ name: `p${n}` })
    const names: (string | undefined)[] = []
    for await (const page of web.paginate('users.list', { limit: 2 })) {
      const { members } = page as { members?: { name?: string }[] }
      names.push(...(members ?? []).map((it) => it.name))
    }
    expect(names).toEqual(['dispatch', 'slackbot', 'p1', 'p2', 'p3'])
    expect(await refusal(web.users.list({ cursor: 'stale' }))).toMatchObject({ error: 'invalid_cursor' })
  })
})

it('carries 300 calls at once and adds less than a millisecond to each', async () => {
  const { slack, web } = await scene()
  const anna = slack.addPerson({ name: 'anna' })
  for (let n = 0; n < 300; n++) await web.users.info({ user: anna.id })
  const took = slack.calls.map((it) => (it.answeredAt ?? Number.NaN) - it.at).sort((a, b) => a - b)
  // What it adds itself is in each of them; what a busy machine adds is not.
  expect(took[Math.floor(took.length / 10)]).toBeLessThan(1)
  await Promise.all(slack.calls.slice(0, 300).map(() => web.users.info({ user: anna.id })))
  expect(slack.calls.filter((it) => it.answer === 'ok')).toHaveLength(600)
})
