import { createCloudClient } from 'jira.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Jira } from './jira/contract.ts'
import { startJira } from './jira/server.ts'

let jira: Jira
let drifts: unknown[]

beforeEach(async () => {
  jira = await startJira({ project: 'OPS' })
  drifts = []
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(async () => {
  vi.useRealTimers()
  await jira.stop()
  expect(drifts, 'answers that the client finds misshapen').toEqual([])
})

function client() {
  return createCloudClient({
    host: jira.url,
    auth: { type: 'basic', email: jira.email, apiToken: jira.token },
    onSchemaMismatch: (drift) => void drifts.push(drift),
  })
}

/** Each ticket is a second younger than the one before it: made in one millisecond, they would have no order. */
function create(fields: object = {}) {
  vi.setSystemTime(Date.now() + 1_000)
  const least = { project: { key: 'OPS' }, issuetype: { name: 'Incident' }, summary: 'Checkout is down' }
  return client().issues.createIssue({ fields: { ...least, ...fields } })
}

function find(jql: string, more: object = {}) {
  return client().issueSearch.searchAndReconsileIssuesUsingJql({ jql, fields: ['summary'], ...more })
}

const keysOf = (found: { issues?: { key?: string }[] }) => found.issues?.map(({ key }) => key)

test('search finds by project and label, in the order asked for', async () => {
  await create({ labels: ['one'] })
  await create({ labels: ['one', 'two'] })
  await create({ labels: ['One'] })
  expect(keysOf(await find('project = OPS AND labels = "one" ORDER BY created ASC'))).toEqual([
    'OPS-1',
    'OPS-2',
  ])
  expect(keysOf(await find('project = OPS AND labels = "one" ORDER BY created DESC'))).toEqual([
    'OPS-2',
    'OPS-1',
  ])
  expect(keysOf(await find('labels in (two, "One") order by key'))).toEqual(['OPS-2', 'OPS-3'])
  expect(keysOf(await find('not (labels = one or labels = two)'))).toEqual(['OPS-3'])
  expect(keysOf(await find('summary ~ "checkout down" AND created >= -5m AND key != OPS-3'))).toEqual([
    'OPS-2',
    'OPS-1',
  ])
  expect(keysOf(await find('labels is empty'))).toEqual([])
})

test('search goes by pages, and shows only what was asked for', async () => {
  for (const summary of ['a', 'b', 'c']) await create({ summary })
  const jql = 'project = OPS ORDER BY created ASC'
  const first = await client().issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql,
    maxResults: 2,
    fields: ['summary'],
  })
  expect(first).toMatchObject({
    isLast: false,
    issues: [{ fields: { summary: 'a' } }, { fields: { summary: 'b' } }],
  })
  const second = await find(jql, { maxResults: 2, nextPageToken: first.nextPageToken })
  expect(second.isLast).toBe(true)
  expect(second.nextPageToken).toBeUndefined()
  expect(keysOf(second)).toEqual(['OPS-3'])
  await expect(find('key = OPS-1', { nextPageToken: first.nextPageToken })).rejects.toThrow(/token/)
  expect((await find('key = OPS-1', { fields: undefined })).issues).toEqual([{ id: '10001' }])
})

test('the index lags: a ticket is there before search knows it', async () => {
  jira.indexLag(60_000)
  await create({ labels: ['one'] })
  expect(await client().issues.getIssue({ issueIdOrKey: 'OPS-1' })).toMatchObject({ key: 'OPS-1' })
  expect(keysOf(await find('labels = one'))).toEqual([])
  jira.indexLag(0)
  expect(keysOf(await find('labels = one'))).toEqual(['OPS-1'])
  jira.indexLag(60_000)
  expect(keysOf(await find('labels = one'))).toEqual([])
})

test('search refuses what it cannot read', async () => {
  const refused = [
    '',
    'ORDER BY created',
    'colour = red',
    'project = NOPE',
    'labels = a b',
    'labels =',
    'labels ~ a',
  ]
  for (const jql of [
    ...refused,
    'labels = a AND',
    '(labels = a',
    'constructor = a',
    'labels = a*',
    'created > soon',
  ]) {
    await expect(find(jql), jql).rejects.toMatchObject({ status: 400 })
  }
})
