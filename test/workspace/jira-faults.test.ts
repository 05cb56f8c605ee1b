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

const call: Call = (...asked) => callJira(jira, ...asked)
const create = (more: object = {}) => call('POST', 'issue', { fields: { ...fields, ...more } })

/** Resolves at the next change that fits. */
function next(fits: (kind: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = jira.watch(({ kind }) => {
      if (!fits(kind)) return
      stop()
      resolve()
    })
  })
}

test('calls are written down in order of arrival', async () => {
  await create({ labels: ['one'] })
  await call('GET', 'issue/OPS-1?fields=summary')
  await call('GET', 'issue/OPS-7')
  expect(jira.calls.map(({ method, answer, token }) => [method, answer, token])).toEqual([
    ['POST issue', 'ok', 'app'],
    ['GET issue/{key}', 'ok', 'app'],
    ['GET issue/{key}', '404', 'app'],
  ])
  expect(jira.calls[1]?.args).toEqual({ key: 'OPS-1', fields: 'summary' })
})

test('faults that answer leave nothing behind', async () => {
  jira.faults.at({ method: 'POST issue' }, { kind: 'error', code: 'We do not like you' })
  expect(await create()).toMatchObject({ status: 400, answer: { errorMessages: ['We do not like you'] } })
  jira.faults.at({ method: /issue$/ }, { kind: 'http', status: 503 })
  expect((await create()).status).toBe(503)
  jira.faults.at({}, { kind: 'rate limited', retryAfter: 3 })
  const limited = await create()
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3'])
  expect(jira.issues()).toEqual([])
})

test('faults of the wire: before the effect, after it, and long after it', async () => {
  jira.faults.at({}, { kind: 'reset' })
  await expect(create()).rejects.toThrow()
  expect(jira.issues()).toHaveLength(0)
  jira.faults.at({}, { kind: 'reply lost' })
  await expect(create()).rejects.toThrow()
  expect(jira.issues()).toHaveLength(1)
  jira.faults.at({}, { kind: 'late', ms: 30 })
  const effect = next((kind) => kind === 'issue')
  const ended = next((kind) => kind === 'call')
  const givenUp = expect(create()).rejects.toThrow()
  await ended
  expect(jira.issues()).toHaveLength(1)
  await givenUp
  await effect
  expect(jira.issues()).toHaveLength(2)
})

test('a hanging call never ends by itself, and does nothing', async () => {
  jira.faults.at({}, { kind: 'hang' })
  const arrived = next((kind) => kind === 'call')
  const left = new AbortController()
  const hanging = fetch(`${jira.url}/rest/api/3/myself`, { signal: left.signal })
  await arrived
  expect(jira.calls[0]?.answer).toBe('hang')
  left.abort()
  await expect(hanging).rejects.toThrow()
})

test('stopping frees even who hangs', async () => {
  jira.faults.at({}, { kind: 'hang' })
  const arrived = next((kind) => kind === 'call')
  const hanging = expect(create()).rejects.toThrow()
  await arrived
  await jira.stop()
  await hanging
})

test('a slow answer comes after its effect', async () => {
  jira.faults.at({}, { kind: 'slow', ms: 60 })
  const effect = next((kind) => kind === 'issue')
  const answer = create()
  await effect
  expect(jira.calls[0]?.answer).toBeUndefined()
  expect((await answer).status).toBe(201)
  jira.faults.latency(40)
  await create()
  const [, second] = jira.calls
  expect((second?.answeredAt ?? 0) - (second?.at ?? 0)).toBeGreaterThanOrEqual(39)
  jira.faults.clear()
})

test('faults at random are the same again with the same seed', async () => {
  const answers = async (seed: number) => {
    jira.faults.randomly(seed, [{ fault: { kind: 'http', status: 500 }, chance: 0.5 }])
    const seen: number[] = []
    for (let n = 0; n < 12; n++) seen.push((await call('GET', 'myself')).status)
    return seen
  }
  const once = await answers(7)
  expect(await answers(7)).toEqual(once)
  expect(new Set(once)).toEqual(new Set([200, 500]))
  expect(await answers(8)).not.toEqual(once)
})
