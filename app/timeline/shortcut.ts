import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { idIn } from '../../blocks/metadata.ts'
import { keptMessage, releasedMessage, undoAction } from '../../blocks/timeline/entry.ts'
import type { Database } from '../../db/database.ts'
import { Refusal } from '../../db/refusal.ts'
import { keepMessage, releaseMessage } from '../../db/timeline/keep.ts'
import { findIncidentOfMessage } from '../../db/timeline/questions.ts'
import { ask } from '../asker.ts'
import { authorOf, type FoundMessage, readWords } from './message.ts'

/** "Add to timeline" in the menu of a message, and its Undo. */
export function shortcut(app: App, db: Database): void {
  app.shortcut(
    { type: 'message_action', callback_id: 'keep_message' },
    async ({ shortcut, ack, respond, client }) => {
      const [channel, ts] = [shortcut.channel.id, shortcut.message_ts]
      const incident = await findIncidentOfMessage(db, channel, ts)
      if (incident === undefined) throw new Refusal('no_incident', elsewhere)
      // Bolt's type leaves out what a message may have besides words.
      const message: FoundMessage = shortcut.message
      const text = await readWords(db, message)
      const place = { incident, channel, ts, thread: message.thread_ts ?? null }
      const kept = await ask(db, client, shortcut.user.id, (who) =>
        keepMessage(db, who, { ...place, author: authorOf(message), text }),
      )
      await ack()
      await respond({ response_type: 'ephemeral', ...keptMessage(incident, kept) })
    },
  )

  app.action<BlockAction<ButtonAction>>(undoAction, async ({ body, action, ack, respond, client }) => {
    const { gone } = await ask(db, client, body.user.id, (who) =>
      releaseMessage(db, who, { entry: idIn(action.value) }),
    )
    await ack()
    await respond({ response_type: 'ephemeral', replace_original: true, text: releasedMessage(gone) })
  })
}

const elsewhere =
  'This message stands in no incident’s channel, so there is no timeline for it. `/dispatch event` with the number of an incident adds words to that one’s.'
