import { createCloudClient, isAuthError, isForbiddenError, isNotFoundError, isRateLimitError } from 'jira.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Jira } from './jira/contract.ts'
import { startJira } from './jira/server.ts'

let jira: Jira
let drifts: unknown[]

beforeEach(async () => {
  jira = await startJira({ project: 'OPS' })
  drifts = []
})
afterEach(async () => {
  await jira.stop()
  expect(drifts, 'answers that the client finds misshapen').toEqual([])
})

const words = (text: string) => ({ type: 'text', text })
const paragraph = (...content: object[]) => ({ type: 'paragraph', content })
const document = (...content: object[]) => ({ type: 'doc' as const, version: 1 as const, content })

function client(auth: { email?: string; apiToken?: string } = {}) {
  return createCloudClient({
    host: jira.url,
    auth: { type: 'basic', email: jira.email, apiToken: jira.token, ...auth },
    onSchemaMismatch: (drift) => void drifts.push(drift),
  })
}

function create(fields: object = {}) {
  const least = { project: { key: 'OPS' }, issuetype: { name: 'Incident' }, summary: 'Checkout is down' }
  return client().issues.createIssue({ fields: { ...least, ...fields } })
}

function find(jql: string, more: object = {}) {
  return client().issueSearch.searchAndReconsileIssuesUsingJql({ jql, fields: ['summary'], ...more })
}

const keysOf = (found: { issues?: { key?: string }[] }) => found.issues?.map(({ key }) => key)

test('a ticket is opened, read and changed', async () => {
  const description = document(paragraph(words('What we know')))
  const opened = await create({ description, labels: ['dispatch-1'], priority: { name: 'High' } })
  expect(opened).toMatchObject({ id: '10001', key: 'OPS-1', self: `${jira.url}/rest/api/3/issue/10001` })
  await client().issues.editIssue({ issueIdOrKey: 'OPS-1', fields: { summary: 'Checkout is slow' } })
  await client().issues.editIssue({ issueIdOrKey: '10001', update: { labels: [{ add: 'sev1' }] } })

  const { fields } = await client().issues.getIssue({ issueIdOrKey: 'OPS-1' })
  expect(fields).toMatchObject({
    summary: 'Checkout is slow',
    description,
    labels: ['dispatch-1', 'sev1'],
    issuetype: { name: 'Incident' },
    priority: { name: 'High' },
    status: { name: 'To Do', statusCategory: { key: 'new' } },
  })
  expect(jira.issue('OPS-1')).toMatchObject({ summary: 'Checkout is slow', labels: ['dispatch-1', 'sev1'] })
})

test('a ticket is deleted, and is gone', async () => {
  await create()
  await client().issues.deleteIssue({ issueIdOrKey: 'OPS-1' })
  const gone = await client()
    .issues.getIssue({ issueIdOrKey: 'OPS-1' })
    .catch((error: unknown) => error)
  expect(isNotFoundError(gone)).toBe(true)
  expect(keysOf(await find('project = OPS'))).toEqual([])
  await create()
  expect(jira.issues().map(({ key }) => key)).toEqual(['OPS-2'])
})

test('a ticket moves through its states', async () => {
  await create()
  const { transitions } = await client().issues.getTransitions({ issueIdOrKey: 'OPS-1' })
  const done = transitions?.find(({ name }) => name === 'Done')
  await client().issues.doTransition({ issueIdOrKey: 'OPS-1', transition: { id: done?.id } })
  expect(jira.issue('OPS-1')?.status).toBe('Done')
  expect(keysOf(await find('status = done'))).toEqual(['OPS-1'])
  const wrong = client().issues.doTransition({ issueIdOrKey: 'OPS-1', transition: { id: '99' } })
  await expect(wrong).rejects.toThrow(/99/)
})

test('a workflow offers only some ways out of a state, and takes no other', async () => {
  await create()
  jira.workflow('To Do', ['In Progress'])
  const ways = async () =>
    (await client().issues.getTransitions({ issueIdOrKey: 'OPS-1' })).transitions?.map(({ id, to }) => [
      id,
      to?.name,
      to?.statusCategory?.key,
    ])
  expect(await ways()).toEqual([['21', 'In Progress', 'indeterminate']])
  const move = (id: string) => client().issues.doTransition({ issueIdOrKey: 'OPS-1', transition: { id } })
  await expect(move('31')).rejects.toThrow(/31/)
  expect(jira.issue('OPS-1')?.status).toBe('To Do')
  await move('21')
  expect((await ways())?.map(([id]) => id)).toEqual(['11', '21', '31'])
  await move('31')
  expect(jira.issue('OPS-1')?.status).toBe('Done')
})

test('an edit changes all that it names or nothing, and says which it refuses', async () => {
  await create({ priority: { name: 'High' } })
  const edit = (fields: object) => client().issues.editIssue({ issueIdOrKey: 'OPS-1', fields: { ...fields } })
  const refused = await edit({ summary: 'Other', priority: { name: 'Utmost' } }).catch(
    (error: unknown) => error,
  )
  expect(refused).toMatchObject({ status: 400, body: { errors: { priority: expect.any(String) } } })
  expect(jira.issue('OPS-1')).toMatchObject({ summary: 'Checkout is down', priority: 'High' })
  await expect(edit({ status: { name: 'Done' } })).rejects.toThrow()
  await edit({ priority: { name: 'Low' } })
  expect(jira.issue('OPS-1')).toMatchObject({ summary: 'Checkout is down', priority: 'Low', status: 'To Do' })
})

test('comments are added, listed and read', async () => {
  await create()
  for (const text of ['First', 'Second', 'Third']) {
    await client().issueComments.addComment({ issueIdOrKey: 'OPS-1', body: document(paragraph(words(text))) })
  }
  const page = await client().issueComments.getComments({ issueIdOrKey: 'OPS-1', startAt: 1, maxResults: 1 })
  expect(page).toMatchObject({ total: 3, comments: [{ body: document(paragraph(words('Second'))) }] })
  const id = String(page.comments?.[0]?.id)
  expect(await client().issueComments.getComment({ issueIdOrKey: 'OPS-1', id })).toMatchObject({ id })
})

test('a link of the same global id is the same link', async () => {
  await create()
  const set = (globalId: string | undefined, title: string) =>
    client().issueRemoteLinks.createOrUpdateRemoteIssueLink({
      issueIdOrKey: 'OPS-1',
      globalId,
      object: { url: 'https://example.com/inc', title },
    })
  const first = await set('incident-1', 'Channel')
  expect(await set('incident-1', 'The channel')).toEqual(first)
  await set(undefined, 'Other')
  await set(undefined, 'Other')
  expect(jira.issue('OPS-1')?.links.map(({ object }) => object.title)).toEqual([
    'The channel',
    'Other',
    'Other',
  ])
  const links = await client().issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey: 'OPS-1' })
  expect(links).toMatchObject([{ id: first.id, globalId: 'incident-1' }, {}, {}])
})

test('the site tells who asks, its project and its types of issue', async () => {
  expect(await client().myself.getCurrentUser()).toMatchObject({ emailAddress: jira.email, active: true })
  expect(await client().projects.getProject({ projectIdOrKey: 'OPS' })).toMatchObject({
    key: 'OPS',
    id: '10000',
  })
  const types = await client().issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'OPS' })
  expect(types.issueTypes?.map(({ name }) => name)).toContain('Incident')
  const gone = await client()
    .projects.getProject({ projectIdOrKey: 'NOPE' })
    .catch((error: unknown) => error)
  expect(isNotFoundError(gone)).toBe(true)
})

test('nobody acts with a wrong token, or when forbidden', async () => {
  const stranger = client({ apiToken: 'wrong' }).issues.createIssue({ fields: {} })
  expect(isAuthError(await stranger.catch((error: unknown) => error))).toBe(true)
  jira.faults.at({ times: 1 }, { kind: 'http', status: 403 })
  expect(isForbiddenError(await create().catch((error: unknown) => error))).toBe(true)
  expect(jira.issues()).toEqual([])
  expect(jira.calls.map(({ token, answer }) => [token, answer])).toEqual([
    ['unknown', '401'],
    ['app', 'http'],
  ])
})

test('too many calls: wait as long as it says', async () => {
  jira.faults.at({ method: 'POST issue' }, { kind: 'rate limited', retryAfter: 7 })
  const limited = await create().catch((error: unknown) => error)
  expect(isRateLimitError(limited)).toBe(true)
  expect(limited).toMatchObject({ retryAfterMs: 7000 })
  expect(jira.issues()).toEqual([])
  await create()
  expect(jira.issues()).toHaveLength(1)
})
