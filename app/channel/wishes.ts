import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { anotherAction, readLost, returnAction, wished } from '../../blocks/channel/lost.ts'
import { askForChannel } from '../../db/channel/ask.ts'
import type { Database } from '../../db/database.ts'
import { ask } from '../asker.ts'

/** "Open a new channel" and "Come back", where the app told that an incident's channel was taken away. */
export function channelWishes(app: App, db: Database): void {
  for (const [name, wish] of [
    [anotherAction, 'another'],
    [returnAction, 'return'],
  ] as const)
    app.action<BlockAction<ButtonAction>>(name, async ({ body, action, ack, client, respond }) => {
      const lost = readLost(action.value)
      await ask(db, client, body.user.id, (who) => askForChannel(db, who, { ...lost, wish }))
      await ack()
      await respond({
        response_type: 'ephemeral',
        replace_original: false,
        text: wished(lost.incident, wish),
      })
    })
}
