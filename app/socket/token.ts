import { WebAPIPlatformError } from '@slack/web-api'
import { Sentence } from '../../db/sentence.ts'

/** What Slack answers where a token is wrong, which no trying again mends. */
const refusals = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
  'no_permission',
])

/** The sentence for a token that Slack refuses, or nothing where the error is of another kind. */
export function refusedToken(
  name: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN',
  error: unknown,
): Sentence | undefined {
  if (!(error instanceof WebAPIPlatformError) || !refusals.has(error.data.error)) return undefined
  const where =
    name === 'SLACK_BOT_TOKEN'
      ? '"OAuth & Permissions" of your Slack app'
      : '"Basic Information" of your Slack app, with the scope connections:write'
  return new Sentence(`${name} is not accepted by Slack (${error.data.error}). Copy it anew from ${where}.`)
}
