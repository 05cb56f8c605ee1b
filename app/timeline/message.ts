import type { WebClient } from '@slack/web-api'
import { namedIn, type SlackMessage, wordsOf } from '../../blocks/timeline/message.ts'
import type { Database } from '../../db/database.ts'
import { listNames } from '../../db/timeline/questions.ts'

export interface Spot {
  channel: string
  ts: string
}

/** A message as it stands in Slack now. */
export interface FoundMessage extends SlackMessage {
  ts?: string
  thread_ts?: string
  user?: string
  bot_id?: string
  subtype?: string
  reactions?: { name?: string; users?: string[]; count?: number }[]
}

/** Asks Slack for one message, a reply or not; nothing where it is gone. */
export async function findMessage(
  client: WebClient,
  { channel, ts }: Spot,
): Promise<FoundMessage | undefined> {
  const span = { oldest: ts, latest: ts, inclusive: true }
  const { messages = [] } = await client.conversations
    .replies({ channel, ts, ...span, limit: 10 })
    .catch((error: unknown) => {
      if (isGone(error)) return { messages: [] }
      throw error
    })
  // With a reply its root comes too, and for one that is gone the root alone.
  const found = (messages as FoundMessage[]).find((message) => message.ts === ts)
  return found?.subtype === 'tombstone' ? undefined : found
}

/** What a message says, with the names of those whom it mentions. */
export async function readWords(db: Database, message: SlackMessage): Promise<string> {
  return wordsOf(message, await listNames(db, namedIn(message)))
}

export function authorOf({ user, bot_id }: FoundMessage): string {
  return user ?? bot_id ?? ''
}

function isGone(error: unknown): boolean {
  const code =
    error instanceof Error && 'data' in error ? (error.data as { error?: string }).error : undefined
  return code === 'thread_not_found' || code === 'message_not_found'
}
