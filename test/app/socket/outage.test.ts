import { createServer, type ServerResponse } from 'node:http'
import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isOutage } from '../../../app/socket/outage.ts'

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

it.each<[string, typeof answer]>([
  ['a rate limit', said(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': '7' })],
  ['a server error', said(503, 'down')],
  ['an error of Slack’s own', said(200, '{"ok":false,"error":"internal_error"}')],
  ['a broken connection', (to) => void to.destroy()],
  ['no answer', () => undefined],
  ['half an answer', begun],
  ['half an answer and then none', cut],
])('%s is waited for', async (_, how) => {
  expect(isOutage(await errorOf(how))).toBe(true)
})

it('a refusal, and a mistake of our own, are not', async () => {
  expect(isOutage(await errorOf(said(200, '{"ok":false,"error":"user_not_found"}')))).toBe(false)
  expect(isOutage(new TypeError('undefined is not a function'))).toBe(false)
  expect(isOutage('no error')).toBe(false)
})
