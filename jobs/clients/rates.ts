import type { Rate } from '../../db/work/buckets.ts'

/**
 * Calls a minute that Slack promises each method: docs.slack.dev, rate limits, tiers 2 to 4 at 20, 50 and 100.
 * Bursts pass; a 429 closes the bucket for as long as it says, so we may begin generously.
 */
const perMinute: Record<string, number> = {
  'conversations.create': 20,
  'conversations.invite': 50,
  'conversations.join': 50,
  'conversations.archive': 20,
  'conversations.setTopic': 20,
  'conversations.history': 50,
  'conversations.replies': 50,
  'users.conversations': 50,
  'users.list': 20,
  'usergroups.list': 20,
  'chat.postMessage': 60,
  'chat.update': 50,
  'pins.add': 20,
  'reactions.add': 50,
  'reactions.remove': 20,
  'bookmarks.add': 20,
  'bookmarks.edit': 20,
  'bookmarks.list': 50,
  'views.update': 100,
  'conversations.info': 50,
  'conversations.canvases.create': 20,
  'canvases.create': 20,
  'canvases.edit': 50,
  'canvases.access.set': 50,
  'files.completeUploadExternal': 100,
  /** Jira promises no figure; what counts is that a 429 closes the bucket. */
  jira: 600,
}
const minutesOfBurst = 3
/** One message a second and channel, with short bursts. */
const postsBurst = 10

/** What one call of a method costs; nothing, where it is not rated. */
export function rateOf(method: string): Rate | undefined {
  const rate = perMinute[method]
  if (rate === undefined) return undefined
  const perChannel = method === 'chat.postMessage'
  return { method, perMinute: rate, burst: perChannel ? postsBurst : rate * minutesOfBurst, perChannel }
}
