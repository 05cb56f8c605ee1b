import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { isAway } from '../../db/database.ts'

/** Answers of Slack that say nothing of what was asked, only that it cannot be done now. */
const broken = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'ratelimited',
])

/** Whether the error only says that Slack or the database is not to be had now. */
export function isOutage(error: unknown): boolean {
  if (error instanceof WebAPIPlatformError) return broken.has(error.data.error)
  if (error instanceof WebAPIRateLimitedError) return true
  if (error instanceof WebAPIHTTPError || error instanceof WebAPIRequestError) return true
  return isAway(error) || isCut(error)
}

// An answer that breaks off after its headers is an error of the platform's, not of the SDK's.
function isCut(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'TimeoutError' || (error instanceof TypeError && error.cause !== undefined)
}
