import { afterAll, beforeAll, expect, it } from 'vitest'
import { Failure } from '../../jobs/clients/failure.ts'
import { slackCaller } from '../../jobs/clients/slack-call.ts'
import type { Fault, Slack } from '../workspace/slack/contract.ts'
import { startSlack } from '../workspace/slack/server.ts'

let slack: Slack
beforeAll(async () => {
  slack = await startSlack()
})
afterAll(() => slack?.stop())

it.each<[Fault, string, string]>([
  [{ kind: 'cut', how: 'closed' }, 'unanswered', 'slack.unanswered'],
  [{ kind: 'cut', how: 'reset' }, 'unanswered', 'slack.unanswered'],
  [{ kind: 'reset' }, 'unanswered', 'slack.unanswered'],
  [{ kind: 'http', status: 200 }, 'unanswered', 'slack.unanswered'],
  [{ kind: 'rate limited', retryAfter: 1 }, 'limited', 'ratelimited'],
  [{ kind: 'error', code: 'internal_error' }, 'unanswered', 'internal_error'],
  [{ kind: 'error', code: 'restricted_action' }, 'refused', 'restricted_action'],
])('a call that meets %j has failed as %s: %s', async (fault, kind, code) => {
  slack.faults.at({}, fault)
  const failure = await failureOf((c) => c.auth.test())
  expect(failure).toBeInstanceOf(Failure)
  expect(failure).toMatchObject({ kind, code, method: 'auth.test' })
})

it('a mistake of ours is none of Slack’s failures', async () => {
  const mistake = await failureOf(() => Promise.reject(new TypeError('undefined is not a function')))
  expect(mistake).not.toBeInstanceOf(Failure)
})

function failureOf(call: Parameters<ReturnType<typeof slackCaller>>[1]): Promise<unknown> {
  const ask = slackCaller(slack.botToken, slack.url)
  return ask('auth.test', call).then(
    () => undefined,
    (error: unknown) => error,
  )
}
