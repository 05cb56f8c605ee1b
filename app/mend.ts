import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { Database } from '../db/database.ts'
import { retryStep, skipStep } from '../db/work/mend.ts'
import { asker } from './asker.ts'

/** Retry and Skip, on the brief and in the operations channel; both repaint themselves. */
export function mend(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>(/^retry_step:/, async ({ body, action, ack, client }) => {
    await retryStep(db, await asker(db, client, body.user.id), { step: Number(action.value) })
    await ack()
  })

  app.action<BlockAction<ButtonAction>>(/^skip_step:/, async ({ body, action, ack, client }) => {
    await skipStep(db, await asker(db, client, body.user.id), { step: Number(action.value) })
    await ack()
  })
}
