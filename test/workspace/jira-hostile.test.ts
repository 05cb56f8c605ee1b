import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Call, callJira } from './jira/caller.ts'
import type { Jira } from './jira/contract.ts'
import { startJira } from './jira/server.ts'

let jira: Jira

beforeEach(async () => {
  jira = await startJira()
})
afterEach(() => jira.stop())

const fields = { project: { key: 'OPS' }, issuetype: { name: 'Incident' }, summary: 'Checkout is down' }
const text = { type: 'text', text: 'words' }
const doc = (...content: unknown[]) => ({ type: 'doc', version: 1, content })
const said = (node: unknown) => doc({ type: 'paragraph', content: [node] })

const call: Call = (...asked) => callJira(jira, ...asked)
const create = (more: object = {}) => call('POST', 'issue', { fields: { ...fields, ...more } })

async function faultsOf(more: object): Promise<string[]> {
  const { status, answer } = await create(more)
  expect(status).toBe(400)
  expect(answer).toMatchObject({ errorMessages: [] })
  return Object.keys(Object(answer).errors)
}

test('each field at fault is named, and nothing is made', async () => {
  expect(await faultsOf({ project: { key: 'NOPE' }, issuetype: { name: 'Nope' }, summary: '' })).toEqual([
    'project',
    'issuetype',
    'summary',
  ])
  const { answer } = await call('POST', 'issue', { fields: {} })
  expect(Object.keys(Object(answer).errors)).toEqual(['project', 'issuetype', 'summary'])
  expect(jira.issues()).toEqual([])
})

test('a summary is one line of at most 255 characters', async () => {
  for (const summary of ['a\nb', 'a\r', '  ', 7, null, 'a'.repeat(256), 'a\0b', '\ud83d']) {
    expect(await faultsOf({ summary }), JSON.stringify(summary)).toEqual(['summary'])
  }
  expect((await create({ summary: 'a'.repeat(255) })).status).toBe(201)
})

test('labels have no spaces and at most 255 characters', async () => {
  for (const labels of [['a b'], ['a\tb'], ['a'.repeat(256)], [''], [7], 'a', null]) {
    expect(await faultsOf({ labels })).toEqual(['labels'])
  }
  expect((await create({ labels: ['a'.repeat(255), 'a', 'a'] })).status).toBe(201)
  expect(jira.issue('OPS-1')?.labels).toHaveLength(2)
})

test('fields unknown here are refused', async () => {
  const strange = { customfield_10001: 1, assignee: { id: '1' }, constructor: 1 }
  expect(await faultsOf(strange)).toEqual(Object.keys(strange))
  expect(await faultsOf(JSON.parse('{"__proto__": 1}'))).toEqual(['__proto__'])
  expect(await faultsOf({ priority: { name: 'Urgent' } })).toEqual(['priority'])
  expect((await call('POST', 'issue', { fields, transition: { id: '11' } })).status).toBe(400)
})

test('a description is a document, and a sound one', async () => {
  const good = [
    doc(),
    said(text),
    doc({ type: 'paragraph' }, { type: 'rule' }),
    doc({ type: 'heading', attrs: { level: 2 }, content: [text] }),
    doc({
      type: 'bulletList',
      content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [text] }] }],
    }),
    doc({ type: 'panel', attrs: { panelType: 'info' }, content: [{ type: 'paragraph', content: [text] }] }),
    said({ ...text, marks: [{ type: 'strong' }, { type: 'em' }] }),
    said({ ...text, marks: [{ type: 'link', attrs: { href: 'https://example.com' } }, { type: 'code' }] }),
    said({ type: 'hardBreak' }),
    null,
  ]
  for (const description of good) {
    expect((await create({ description })).status, JSON.stringify(description)).toBe(201)
  }
  const bad = [
    'words',
    {},
    { ...doc(), version: 2 },
    { ...doc(), surplus: 1 },
    { type: 'doc', version: 1 },
    doc(text),
    doc(null),
    doc({ type: 'table', content: [] }),
    doc({ type: 'toString' }),
    doc({ type: 'heading', attrs: { level: 7 }, content: [text] }),
    doc({ type: 'heading', content: [text] }),
    doc({ type: 'bulletList', content: [] }),
    doc({ type: 'bulletList', content: [{ type: 'paragraph' }] }),
    doc({
      type: 'bulletList',
      content: [{ type: 'listItem', content: [{ type: 'bulletList', content: [] }] }],
    }),
    doc({ type: 'panel', attrs: { panelType: 'loud' }, content: [{ type: 'paragraph' }] }),
    doc({ type: 'rule', content: [] }),
    said({ type: 'text', text: '' }),
    said({ ...text, marks: [{ type: 'blink' }] }),
    said({ ...text, marks: [{ type: 'link' }] }),
    said({ ...text, marks: [{ type: 'link', attrs: { href: 'nowhere' } }] }),
    said({ ...text, marks: [{ type: 'strong' }, { type: 'code' }] }),
    said({ ...text, marks: [{ type: 'em' }, { type: 'em' }] }),
    said({ type: 'text', text: 'a'.repeat(33_000) }),
    said({ type: 'text', text: 'a\0' }),
  ]
  for (const description of bad) {
    expect(await faultsOf({ description }), JSON.stringify(description)).toEqual(['description'])
  }
})

test('an edit changes nothing when any of it is refused', async () => {
  await create({ labels: ['one'] })
  const both = { fields: { summary: 'New' }, update: { labels: [{ add: 'a b' }] } }
  expect((await call('PUT', 'issue/OPS-1', both)).status).toBe(400)
  expect((await call('PUT', 'issue/OPS-1', { fields: { summary: 'a\nb' } })).status).toBe(400)
  expect((await call('PUT', 'issue/OPS-1', { fields: { project: { key: 'X' } } })).status).toBe(400)
  expect((await call('PUT', 'issue/OPS-1', { update: { summary: [{ set: 'x' }] } })).status).toBe(400)
  expect(jira.issue('OPS-1')).toMatchObject({ summary: 'Checkout is down', labels: ['one'] })
  expect((await call('PUT', 'issue/OPS-1', { update: { labels: [{ remove: 'one' }] } })).status).toBe(204)
  expect(jira.issue('OPS-1')?.labels).toEqual([])
})

test('links and comments must be sound too', async () => {
  await create()
  const link = (body: unknown) => call('POST', 'issue/OPS-1/remotelink', body)
  expect((await link({ object: { title: 't' } })).answer).toMatchObject({
    errors: { url: expect.any(String) },
  })
  expect((await link({ object: { url: 'nowhere', title: 't' } })).status).toBe(400)
  expect((await link({ object: { url: 'https://example.com' } })).status).toBe(400)
  expect((await link({ globalId: 'a'.repeat(256), object: { url: 'https://a.b', title: 't' } })).status).toBe(
    400,
  )
  expect((await link({ globalId: 'a', object: { url: 'https://a.b', title: 't' } })).status).toBe(201)
  expect((await link({ globalId: 'a', object: { url: 'https://a.b', title: 't' } })).status).toBe(200)
  expect((await call('POST', 'issue/OPS-1/comment', { body: 'words' })).status).toBe(400)
  expect((await call('POST', 'issue/OPS-2/comment', { body: said(text) })).status).toBe(404)
  expect(jira.issue('OPS-1')).toMatchObject({ links: [{ globalId: 'a' }], comments: [] })
})

test('what is not the API, not JSON or not signed is refused', async () => {
  expect((await call('POST', 'issue', '{"fields":')).status).toBe(400)
  expect((await call('POST', 'issue', 'fields=1', { 'content-type': 'text/plain' })).status).toBe(415)
  for (const body of ['null', '[]', '7', '{"fields":[]}'])
    expect((await call('POST', 'issue', body)).status).toBe(400)
  expect((await call('GET', 'issue/%ff')).status).toBe(400)
  expect((await call('GET', 'nothing')).status).toBe(404)
  expect((await call('DELETE', 'myself')).status).toBe(405)
  expect((await call('GET', '../2/myself')).status).toBe(404)
  expect((await call('GET', 'myself', undefined, { authorization: 'Bearer x' })).status).toBe(401)
  expect((await fetch(`${jira.url}/rest/api/3/myself`)).status).toBe(401)
})

test('the page of an issue shows it to people, with all text inert', async () => {
  const description = said({ ...text, text: '<script>1</script>', marks: [{ type: 'strong' }] })
  await create({ summary: '<img src=x onerror=alert(1)>', description, labels: ['"><b>'] })
  const link = (url: string, title: string) =>
    call('POST', 'issue/OPS-1/remotelink', { object: { url, title } })
  await link('https://example.com/?a="b"', 'Channel')
  await link('javascript:alert(1)', 'Trap')
  const response = await fetch(`${jira.url}/browse/OPS-1`)
  const page = await response.text()
  expect(response.headers.get('content-type')).toMatch('text/html')
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(page).toContain('<strong>&lt;script&gt;1&lt;/script&gt;</strong>')
  expect(page).toContain('href="https://example.com/?a=&quot;b&quot;"')
  expect(page).toContain('To Do')
  expect(page).not.toMatch(/<script|<img|javascript:|"><b>/)
  expect((await fetch(`${jira.url}/browse/OPS-9`)).status).toBe(404)
  expect(jira.calls).toHaveLength(3)
})
