import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from '@slack/web-api'
import { sdkLog } from '../../db/log.ts'
import { Failure, neverSent } from './failure.ts'

/** Codes with which Slack says that something broke on its side: it may have been done all the same. */
const broken = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable'])
/** Codes of an installation that people must mend; then the same call works. */
const mendable = new Set([
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'team_added_to_org',
  'missing_scope',
  'accesslimited',
])

export type SlackCall = <R>(method: string, call: (client: WebClient) => Promise<R>) => Promise<R>

/** A way to call Slack once: no retries, no queue, ten seconds at most. What goes wrong is a {@link Failure}. */
export function slackCaller(token: string, apiUrl: string): SlackCall {
  const client = new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    logger: sdkLog(),
  })
  return async (method, call) => {
    try {
      return await call(client)
    } catch (error) {
      throw failureOf(method, error)
    }
  }
}

function failureOf(method: string, error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError)
    return new Failure('limited', 'ratelimited', { method, retryAfterMs: error.retryAfter * 1000 })
  if (error instanceof WebAPIPlatformError) return platformFailure(method, error)
  if (error instanceof WebAPIHTTPError)
    return new Failure('unanswered', 'slack.unanswered', { method, cause: error })
  if (neverSent(error)) return new Failure('unreachable', 'slack.unreachable', { method })
  if (error instanceof Error && (isRequestError(error) || isCut(error)))
    return new Failure('unanswered', 'slack.unanswered', { method })
  return error
}

function isRequestError(error: Error): boolean {
  return 'code' in error && error.code === 'slack_webapi_request_error'
}

// The SDK lets through what goes wrong once it has the headers: fetch's own timeout, and a connection that ends.
function isCut({ name, cause }: Error): boolean {
  return name === 'TimeoutError' || (name === 'TypeError' && cause instanceof Error && 'code' in cause)
}

function platformFailure(method: string, error: WebAPIPlatformError): Failure {
  const code = error.data.error
  // A page of a proxy is no answer of Slack's.
  if (!/^[a-z0-9_]{1,60}$/.test(code)) return new Failure('unanswered', 'slack.unanswered', { method })
  if (broken.has(code)) return new Failure('unanswered', code, { method, cause: error })
  if (code === 'ratelimited' || code === 'rate_limited' || code === 'message_limit_exceeded')
    return new Failure('limited', 'ratelimited', { method, retryAfterMs: 30_000 })
  return new Failure(mendable.has(code) ? 'unreachable' : 'refused', code, { method, cause: error })
}
