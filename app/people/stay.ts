import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { idIn } from '../../blocks/metadata.ts'
import { stayAction, staying } from '../../blocks/people/left.ts'

/** "Stay", for who left the channel and holds a role; the invitation back is out already. */
export function stay(app: App): void {
  app.action<BlockAction<ButtonAction>>(stayAction, async ({ action, ack, respond }) => {
    await ack()
    await respond({ replace_original: true, ...staying(idIn(action.value)) })
  })
}
