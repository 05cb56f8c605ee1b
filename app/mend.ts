import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { idIn } from '../blocks/metadata.ts'
import type { Database } from '../db/database.ts'
import { retryStep, skipStep } from '../db/work/mend.ts'
import { ask } from './asker.ts'

/** Retry and Skip, on the brief and in the operations channel; both repaint themselves. */
export function mend(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>(/^retry_step:/, async ({ body, action, ack, client }) => {
    await ask(db, client, body.user.id, (who) => retryStep(db, who, { step: idIn(action.value) }))
    await ack()
  })

  app.action<BlockAction<ButtonAction>>(/^skip_step:/, async ({ body, action, ack, client }) => {
    await ask(db, client, body.user.id, (who) => skipStep(db, who, { step: idIn(action.value) }))
    await ack()
  })
}
