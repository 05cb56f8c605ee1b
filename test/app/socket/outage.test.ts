import { createServer, type ServerResponse } from 'node:http'
import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { outageMs } from '../../../app/socket/outage.ts'

let answer: (to: ServerResponse) => void
const server = createServer((_, to) => answer(to))
beforeAll(() => new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening)))
afterAll(() => void server.close())

async function errorOf(how: typeof answer): Promise<unknown> {
  answer = how
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const slackApiUrl = `http://127.0.0.1:${address.port}/`
  const client = new WebClient('xoxb-1', {
    slackApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 300,
  })
  return client.users.info({ user: 'UANA' }).then(
    () => expect.unreachable('it was to fail'),
    (error: unknown) => error,
  )
}
const said =
  (status: number, body: string, headers = {}) =>
  (to: ServerResponse) =>
    void to.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
const begun = (to: ServerResponse) =>
  void to.writeHead(200, { 'content-type': 'application/json', 'content-length': '99' }).write('{"ok":')
const cut = (to: ServerResponse) => {
  begun(to)
  setImmediate(() => to.destroy())
}

it.each<[string, typeof answer, number]>([
  ['a rate limit', said(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': '7' }), 7_000],
  ['a server error', said(503, 'down'), 5_000],
  ['an error of Slack’s own', said(200, '{"ok":false,"error":"internal_error"}'), 5_000],
  ['a broken connection', (to) => void to.destroy(), 5_000],
  ['no answer', () => undefined, 5_000],
  ['half an answer', begun, 5_000],
  ['half an answer and then none', cut, 5_000],
])('%s is waited for', async (_, how, waitMs) => {
  expect(outageMs(await errorOf(how))).toBe(waitMs)
})

it('a refusal, and a mistake of our own, are not', async () => {
  expect(outageMs(await errorOf(said(200, '{"ok":false,"error":"user_not_found"}')))).toBeUndefined()
  expect(outageMs(new TypeError('undefined is not a function'))).toBeUndefined()
  expect(outageMs('no error')).toBeUndefined()
})
