import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Json } from './json.ts'
import { scene, unacked } from './scene.ts'

const fast = { ackMs: 20, retryMs: 10, closeMs: 20 }

const eventsIn = (heard: { type: string; body: Json; retry: number }[]) =>
  heard.filter((it) => it.type === 'events_api')

describe('commands', () => {
  it('carry the words escaped, with names made mentions, and where they were typed', async () => {
    const { slack, listen } = await scene()
    const anna = slack.addPerson({ name: 'anna' })
    const room = slack.addChannel({ name: 'room', members: ['anna'] })
    slack.addChannel({ name: 'secret', private: true, members: ['anna'] })
    const { heard } = await listen()
    await anna.command('/dispatch  <!channel> & @anna @nobody #room https://x.test/?a=1&b=2 @here ', 'room')
    expect(heard.at(-1)).toMatchObject({ type: 'slash_commands' })
    expect(heard.at(-1)?.body).toMatchObject({
      command: '/dispatch',
      text: `&lt;!channel&gt; &amp; <@${anna.id}|anna> @nobody <#${room.id}|room> <https://x.test/?a=1&amp;b=2> <!here>`,
      channel_id: room.id,
      channel_name: 'room',
      user_id: anna.id,
      is_enterprise_install: 'false',
    })
    await anna.command('/dispatch', 'secret')
    expect(heard.at(-1)?.body).toMatchObject({ channel_name: 'privategroup', text: '' })
    await anna.command('/dispatch')
    expect(heard.at(-1)?.body).toMatchObject({ channel_name: 'directmessage' })
  })

  it('fail at once with no socket, after a while without an ack, and are never sent again', async () => {
    const { slack, listen } = await scene({ timing: fast })
    const anna = slack.addPerson({ name: 'anna' })
    await anna.command('/dispatch')
    expect(anna.notices).toEqual(['/dispatch failed with the error "dispatch_failed"'])
    const { heard } = await listen((it) => (it.retry === 0 ? unacked : undefined))
    await anna.command('/dispatch')
    await slack.sockets.deliver({ type: 'app_home_opened' })
    await slack.until('the event again', () => eventsIn(heard).length > 1 && eventsIn(heard))
    expect(anna.notices.at(-1)).toContain('did not respond')
    expect(heard.filter((it) => it.type === 'slash_commands')).toHaveLength(1)
  })

  it('show what the ack says: to the person, to all, or why it cannot be shown', async () => {
    const { slack, listen } = await scene()
    const anna = slack.addPerson({ name: 'anna' })
    const room = slack.addChannel({ name: 'room', members: ['anna'] })
    const answers: Json[] = [
      { text: 'only you' },
      { text: 'all', response_type: 'in_channel' },
      { text: 'x', blocks: [{ type: 'header' }] },
    ]
    await listen(() => answers.shift())
    for (let n = 0; n < 4; n++) await anna.command('/dispatch', 'room')
    expect(anna.whispers.map((it) => it.text)).toEqual(['only you'])
    expect(room.messages.map((it) => it.text)).toEqual(['all'])
    expect(anna.notices).toEqual(['/dispatch failed with the error "invalid_blocks"'])
  })

  it('are only those of the manifest, and not for people of other workspaces', async () => {
    const { slack, listen } = await scene()
    const { heard } = await listen()
    const anna = slack.addPerson({ name: 'anna' })
    const stranger = slack.addPerson({ name: 'stranger', kind: 'stranger' })
    await anna.command('/other')
    await stranger.command('/dispatch')
    expect([...anna.notices, ...stranger.notices]).toEqual([
      '/other is not a valid command.',
      '/dispatch is not a valid command.',
    ])
    expect(heard.filter((it) => it.type === 'slash_commands')).toEqual([])
    slack.changePerson(anna.id, { kind: 'deactivated' })
    await expect(anna.command('/dispatch')).rejects.toThrow('deactivated')
  })
})

describe('events', () => {
  it('come again with the same id while they are not acked', async () => {
    const { slack, listen } = await scene({ timing: fast })
    const { heard } = await listen((it) => (it.retry < 2 ? unacked : undefined))
    const id = await slack.sockets.deliver({ type: 'app_home_opened' })
    await slack.until('the third try', () => heard.find((it) => it.retry === 2))
    // The ack of the third may come too late as well.
    const tries = heard.slice(0, 3).map((it) => [it.body.event_id, it.retry])
    expect(tries).toEqual([0, 1, 2].map((n) => [id, n]))
  })

  it('wait while the app is away, once it was here', async () => {
    const { slack, listen } = await scene()
    slack.addPerson({ name: 'before' })
    const first = await listen()
    await first.socket.disconnect()
    const anna = slack.addPerson({ name: 'anna' })
    slack.changePerson(anna.id, { realName: 'Anna B.' })
    const { heard } = await listen()
    await slack.until('both events', () => heard.length === 2)
    expect(heard.map((it) => it.body.event)).toMatchObject([
      { type: 'team_join', user: { id: anna.id } },
      { type: 'user_change', user: { real_name: 'Anna B.' } },
    ])
    expect(first.heard).toEqual([])
  })

  it('bring the app its own direct messages back, and their changes, but no channel it did not ask for', async () => {
    const manifest = readFileSync('manifest.yml', 'utf8').replace(
      /- (message\.channels|app_mention|channel_\w+|member_\w+)$/gm,
      '- message.mpim',
    )
    const { slack, web, listen } = await scene({ manifest })
    const anna = slack.addPerson({ name: 'anna' })
    const room = slack.addChannel({ name: 'room', members: ['dispatch', 'anna'] })
    const { heard } = await listen()
    await anna.say('room', 'not for you')
    await web.chat.postMessage({ channel: room.id, text: 'nor this' })
    const { ts = '', channel = '' } = await web.chat.postMessage({ channel: anna.id, text: 'a < b' })
    await web.chat.update({ channel, ts, text: 'c' })
    await slack.until('both', () => heard.length >= 2)
    expect(heard.map((it) => it.body.event)).toMatchObject([
      {
        type: 'message',
        channel_type: 'im',
        text: 'a &lt; b',
        bot_id: slack.bot.botId,
        app_id: slack.bot.appId,
      },
      { subtype: 'message_changed', message: { text: 'c' }, previous_message: { text: 'a &lt; b' } },
    ])
  })

  it('come twice and out of order when disturbed, the same way for the same seed', async () => {
    const played = async () => {
      const { slack, listen } = await scene()
      const { heard } = await listen()
      slack.sockets.disturb({ double: 0.5, shuffle: 0.5, seed: 7 })
      for (let n = 0; n < 8; n++) void slack.sockets.deliver({ type: 'user_change', n })
      slack.sockets.disturb(undefined)
      await slack.until('all of them', () => new Set(heard.map((it) => it.body.event_id)).size === 8)
      return heard.filter((it) => it.retry === 0).map((it) => (it.body.event as Json).n)
    }
    const order = await played()
    expect(order).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(await played()).toEqual(order)
  })
})

describe('sockets', () => {
  it('take turns, each envelope going to one of them', async () => {
    const { slack, listen } = await scene()
    const anna = slack.addPerson({ name: 'anna' })
    const both = [await listen(), await listen()]
    for (let n = 0; n < 4; n++) await anna.command('/dispatch')
    expect(both.map((it) => it.heard.length)).toEqual([2, 2])
    expect(slack.sockets.open).toBe(2)
  })

  it('are ten at most, and their addresses good once', async () => {
    const { slack } = await scene()
    const addressOf = async () => {
      const headers = { authorization: `Bearer ${slack.appToken}` }
      const answer = await fetch(`${slack.url}apps.connections.open`, { method: 'POST', headers })
      return String(((await answer.json()) as Json).url)
    }
    const firstWord = (address: string) =>
      new Promise<Json>((resolve, reject) => {
        new WebSocket(address)
          .once('message', (data) => resolve(JSON.parse(data.toString())))
          .once('error', reject)
      })
    const address = await addressOf()
    expect(await firstWord(address)).toMatchObject({ type: 'hello', num_connections: 1 })
    await expect(firstWord(address)).rejects.toThrow('404')
    for (let n = 2; n <= 10; n++)
      expect(await firstWord(await addressOf())).toMatchObject({ num_connections: n })
    expect(await firstWord(await addressOf())).toMatchObject({
      type: 'disconnect',
      reason: 'too_many_websockets',
    })
  })

  it('are recycled with a warning, fall silent, and drop', async () => {
    const { slack, listen } = await scene({ timing: fast })
    const anna = slack.addPerson({ name: 'anna' })
    const first = await listen()
    const gone = new Promise((resolve) => first.socket.once('close', resolve))
    slack.sockets.recycle()
    await gone
    await first.socket.disconnect()
    const second = await listen()
    slack.sockets.silence()
    await anna.command('/dispatch')
    expect(second.heard).toEqual([])
    expect(anna.notices).toEqual(['/dispatch failed because the app did not respond'])
    slack.sockets.drop()
    await slack.until('nobody', () => slack.sockets.open === 0)
  })
})
