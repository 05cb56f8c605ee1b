import type { App } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Database } from '../../db/database.ts'
import { followDeletion, followEdit } from '../../db/timeline/follow.ts'
import { isKept } from '../../db/timeline/questions.ts'
import { findMessage, readWords, type Spot } from './message.ts'

const slack = { kind: 'slack' } as const

/** Kept messages that their authors change or delete. */
export function revise(app: App, db: Database): void {
  app.event('message', async ({ event, client, context }) => {
    if (event.subtype === 'message_deleted')
      await followDeletion(db, slack, { channel: event.channel, ts: event.deleted_ts })
    if (event.subtype !== 'message_changed' || isOwn(event.message, context.botId)) return
    await follow(db, client, { channel: event.channel, ts: event.message.ts })
  })
}

// What the app repaints was kept for what it said then.
function isOwn(message: object, botId: string | undefined): boolean {
  return 'bot_id' in message && message.bot_id === botId
}

// Changes come in any order, so what it says now is asked of Slack; one that left only its thread behind is gone.
async function follow(db: Database, client: WebClient, spot: Spot): Promise<void> {
  if (!(await isKept(db, spot.channel, spot.ts))) return
  const message = await findMessage(client, spot)
  if (message) await followEdit(db, slack, { ...spot, text: await readWords(db, message) })
  else await followDeletion(db, slack, spot)
}
