import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { WebClient } from '@slack/web-api'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { servePage } from './workspace/page/server/serve.ts'
import { openTab, type Tab } from './workspace/page/server/tab.ts'
import type { Slack } from './workspace/slack/contract.ts'
import { startSlack } from './workspace/slack/server.ts'

let slack: Slack
let page: { url: string; stop(): Promise<void> }
let app: WebClient

beforeAll(async () => {
  slack = await startSlack({ manifest: await manifestWith('canvases:write') })
  for (const name of ['ana', 'ben']) slack.addPerson({ name, realName: name.toUpperCase() })
  slack.addPerson({ name: 'gus', kind: 'guest' })
  slack.addChannel({ name: 'general', members: ['ana', 'ben', 'gus'] }).members.add(slack.bot.userId)
  slack.addChannel({ name: 'platform', members: ['ben'] })
  slack.addChannel({ name: 'leads', private: true, members: ['ben'] })
  app = new WebClient(slack.botToken, { slackApiUrl: slack.url })
  page = await servePage(
    { slack, links: [{ title: 'Jira', href: 'http://localhost:1/' }] },
    { port: 0, as: 'ana' },
  )
})

const tabs: Tab[] = []

afterEach(async () => {
  await Promise.all(tabs.splice(0).map((tab) => tab.close()))
})

afterAll(async () => {
  await page.stop()
  await slack.stop()
})

test('the page comes whole from its own server, and may load nothing from elsewhere', async () => {
  const html = await fetch(page.url)
  const body = await html.text()
  expect(html.headers.get('content-security-policy')).toContain("default-src 'none'")
  const loaded = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)
  expect(loaded.filter((url) => !url?.startsWith('data:'))).toEqual(['/page.css', '/page.js'])
  const [script, style] = await Promise.all(['/page.js', '/page.css'].map((path) => fetch(page.url + path)))
  expect(script?.headers.get('content-type')).toContain('text/javascript')
  expect(await script?.text()).toContain('Only visible to you')
  const css = (await style?.text()) ?? ''
  expect(css).toContain('.message')
  expect(css).not.toMatch(/url\(["']?https?:/)
})

test('a name that merely resolves to this machine is refused', async () => {
  expect(await statusFor('evil.example')).toBe(403)
  expect(await statusFor(new URL(page.url).host)).toBe(200)
})

test('a page of another origin cannot converse with it', async () => {
  const refused = (origin?: string) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(liveUrl(), { origin })
      socket.on('error', (error) => resolve(error.message))
      socket.on('open', () => resolve('open'))
    })
  expect(await refused('http://evil.example')).toContain('403')
  expect(await refused()).toContain('403')
  expect(await refused('null')).toContain('403')
})

test('a person sees their own channels, messages and whispers, and nobody else’s', async () => {
  const general = slack.channel('general').id
  await slack.person('ben').say('leads', 'between us')
  await app.chat.postEphemeral({ channel: general, user: slack.person('ben').id, text: 'for ben alone' })
  await app.chat.postMessage({ channel: slack.person('ben').id, text: 'a word to ben' })
  await app.chat.postMessage({ channel: general, text: 'to all' })

  const ana = await visit('ana')
  expect(ana.names()).toEqual(['general', 'platform'])
  await ana.open(general)
  expect(ana.texts()).toContain('to all')
  await ana.open(slack.channel('leads').id)
  expect(ana.parts.room).toBeNull()
  await ana.open(slack.person('ben').dm.length > 0 ? dmOf('ben') : '')
  expect(ana.parts.room).toBeNull()
  expect(ana.heard()).not.toMatch(/between us|for ben alone|a word to ben|leads/)

  const ben = await visit('ben')
  expect(ben.names()).toEqual(['Dispatch', 'general', 'leads', 'platform'])
  await ben.open(general)
  expect(ben.texts()).toEqual(expect.arrayContaining(['for ben alone', 'to all']))

  const gus = await visit('gus')
  expect(gus.names()).toEqual(['general'])
})

test('what a person does is done at Slack, and shows at once', async () => {
  const general = slack.channel('general').id
  const ana = await visit('ana')
  const ben = await visit('ben')
  await ben.open(null)
  await ana.open(general)
  await ana.act({ kind: 'say', channel: general, text: 'see @ben <b>' })
  expect(ana.texts().at(-1)).toBe(`see <@${slack.person('ben').id}> &lt;b&gt;`)
  await ben.until(() => ben.entry('general')?.pings === 1)
  await ben.open(general)
  expect(ben.entry('general')?.unread).toBe(0)
})

test('a channel one is taken into shows at once, unread', async () => {
  const ana = await visit('ana')
  const { channel } = await app.conversations.create({ name: 'inc-1' })
  await app.conversations.invite({ channel: channel?.id ?? '', users: slack.person('ana').id })
  await ana.until(() => ana.entry('inc-1')?.member === true)
  expect(ana.entry('inc-1')?.unread).toBeGreaterThan(0)
})

test('a public channel can be joined from the page, a private one cannot', async () => {
  const ana = await visit('ana')
  await ana.act({ kind: 'join', channel: slack.channel('platform').id })
  expect(ana.entry('platform')?.member).toBe(true)
  await ana.act({ kind: 'join', channel: slack.channel('leads').id }).catch(() => undefined)
  expect(slack.channel('leads').members.has(slack.person('ana').id)).toBe(false)
})

test('what is done with messages is done at Slack', async () => {
  const general = slack.channel('general').id
  const ana = await visit('ana')
  await ana.open(general)
  const ts = (await slack.person('ana').say(general, 'first')).ts
  await ana.act({ kind: 'edit', channel: general, ts, text: 'second' })
  await ana.act({ kind: 'react', channel: general, ts, name: 'eyes' })
  expect(ana.line(ts)).toMatchObject({ text: 'second', edited: true, reactions: [{ name: 'eyes' }] })
  await ana.act({ kind: 'unreact', channel: general, ts, name: 'eyes' })
  expect(ana.line(ts)?.reactions).toEqual([])
  const gus = await visit('gus')
  await expect(gus.act({ kind: 'erase', channel: general, ts })).rejects.toThrow('message')
  await ana.act({ kind: 'erase', channel: general, ts })
  expect(ana.line(ts)).toBeUndefined()
})

test('what is done with channels is done at Slack', async () => {
  const { id } = slack.addChannel({ name: 'desk', members: ['ana'] })
  const ana = await visit('ana')
  const ben = await visit('ben')
  await ana.act({ kind: 'invite', channel: id, people: ['ben'] })
  await ben.until(() => ben.entry('desk')?.member === true)
  await ben.act({ kind: 'leave', channel: id })
  await ana.act({ kind: 'rename', channel: id, name: 'front-desk' })
  await ana.act({ kind: 'archive', channel: id })
  expect(ana.entry('front-desk')).toMatchObject({ archived: true })
  await ana.act({ kind: 'unarchive', channel: id })
  await expect(ben.act({ kind: 'makePrivate', channel: id })).rejects.toThrow()
  slack.changePerson('ana', { kind: 'owner' })
  await ana.act({ kind: 'makePrivate', channel: id })
  expect(ana.entry('front-desk')).toMatchObject({ kind: 'group', archived: false })
  await ben.until(() => ben.entry('front-desk') === undefined)
})

test('a canvas and a user group are shown to those who see them', async () => {
  const channel = slack.channel('leads').id
  slack.channel('leads').members.add(slack.bot.userId)
  const document_content = { type: 'markdown' as const, markdown: '# Between leads' }
  await app.conversations.canvases.create({ channel_id: channel, document_content })
  slack.addGroup({ handle: 'desk', members: ['ben'] })
  const ben = await visit('ben')
  await ben.open(channel)
  expect(ben.parts.room?.canvases).toMatchObject([{ text: '# Between leads' }])
  expect(ben.parts.world?.groups).toMatchObject([{ handle: 'desk', members: [slack.person('ben').id] }])
  await ben.act({ kind: 'editCanvas', canvas: ben.parts.room?.canvases[0]?.id ?? '', markdown: 'by ben' })
  expect(ben.parts.room?.canvases).toMatchObject([{ text: 'by ben' }])
  const gus = await visit('gus')
  await gus.open(channel)
  await gus.open(slack.channel('general').id)
  expect(gus.heard()).not.toContain('by ben')
})

test('only those who run the workspace change its people and take the app out', async () => {
  slack.addPerson({ name: 'olga', kind: 'admin' })
  slack.addPerson({ name: 'max' })
  const max = slack.person('max')
  const ben = await visit('ben')
  await expect(ben.act({ kind: 'deactivate', person: max.id })).rejects.toThrow('Only an owner or an admin')
  await expect(ben.act({ kind: 'uninstall' })).rejects.toThrow('Only an owner or an admin')
  const olga = await visit('olga')
  await expect(olga.act({ kind: 'deactivate', person: slack.person('olga').id })).rejects.toThrow('Nobody')
  await olga.act({ kind: 'deactivate', person: max.id })
  expect(max.kind).toBe('deactivated')
  await olga.act({ kind: 'reactivate', person: max.id })
  expect(max.kind).toBe('member')
  await olga.act({ kind: 'uninstall' })
  await ben.until(() => ben.parts.world?.app.installed === false)
  await expect(app.auth.test()).rejects.toThrow('account_inactive')
  await olga.act({ kind: 'reinstall' })
  expect((await app.auth.test()).ok).toBe(true)
})

test('nobody acts as one who is deactivated', async () => {
  slack.addPerson({ name: 'eve', kind: 'deactivated' })
  const ana = await visit('ana')
  await ana.become('eve')
  expect(ana.parts.world?.me.name).toBe('ana')
})

test('where the page can begin anew, every tab is let go and comes to the new workspace', async () => {
  const other = await startSlack()
  other.addPerson({ name: 'zoe' })
  const built = Promise.withResolvers<{ slack: Slack }>()
  const rebuild = () => built.promise
  const anew = await servePage({ slack }, { port: 0, rebuild })
  try {
    const ana = await openTab(anew.url, 'ana')
    const gone = ana.closed()
    void ana.act({ kind: 'reset' })
    expect(await gone).toBe(1012)
    await expect(openTab(anew.url, 'ana')).rejects.toThrow('503')
    built.resolve({ slack: other })
    await built.promise
    const zoe = await openTab(anew.url, 'zoe')
    expect(zoe.parts.world).toMatchObject({ me: { name: 'zoe' }, rebuilds: true })
    await zoe.close()
  } finally {
    await anew.stop()
    await other.stop()
  }
})

test('what Slack refuses is told to the person', async () => {
  const ana = await visit('ana')
  await expect(ana.act({ kind: 'submit' })).rejects.toThrow('no form open')
  await ana.act({ kind: 'command', line: '/nonsense', channel: 'general' })
  expect(ana.parts.notices?.at(-1)).toContain('/nonsense is not a valid command')
})

async function manifestWith(scope: string): Promise<string> {
  const own = await readFile(new URL('../manifest.yml', import.meta.url), 'utf8')
  return own.replace('    bot:\n', `    bot:\n      - ${scope}\n`)
}

async function statusFor(host: string): Promise<number | undefined> {
  const request = get(page.url.replace('localhost', '127.0.0.1'), { headers: { host } })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  return response.statusCode
}

async function visit(as: string): Promise<Tab> {
  const tab = await openTab(page.url, as)
  tabs.push(tab)
  return tab
}

const liveUrl = () => `${page.url.replace('http:', 'ws:').replace('localhost', '127.0.0.1')}/live`

function dmOf(name: string): string {
  const dm = slack.channels().find(({ kind, members }) => kind === 'im' && members.has(slack.person(name).id))
  return dm?.id ?? ''
}
