import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt'
import { idIn } from '../../blocks/metadata.ts'
import { dismissAction, keepChannelAction, snoozeAction } from '../../blocks/nudge/nudge.ts'
import type { Database } from '../../db/database.ts'
import { dismissNudge, snoozeNudge } from '../../db/nudges/answer.ts'
import { postponeArchive } from '../../db/nudges/archive.ts'
import { ask } from '../asker.ts'

/** Snooze and Not needed, wherever somebody is reminded, and the channel kept for a week longer; all repaint themselves. */
export function nudge(app: App, db: Database): void {
  app.action<BlockAction<StaticSelectAction>>(snoozeAction, async ({ body, action, ack, client }) => {
    const [id, minutes] = numbersIn(action.selected_option.value)
    await ask(db, client, body.user.id, (who) => snoozeNudge(db, who, { nudge: id, minutes }))
    await ack()
  })

  app.action<BlockAction<ButtonAction>>(dismissAction, async ({ body, action, ack, client }) => {
    await ask(db, client, body.user.id, (who) => dismissNudge(db, who, { nudge: idIn(action.value) }))
    await ack()
  })

  app.action<BlockAction<ButtonAction>>(keepChannelAction, async ({ body, action, ack, client }) => {
    const [incident, due] = numbersIn(action.value ?? '')
    await ask(db, client, body.user.id, (who) => postponeArchive(db, who, { incident, due }))
    await ack()
  })
}

function numbersIn(value: string): [number, number] {
  const [first, second] = value.split(':')
  return [idIn(first), idIn(second)]
}
