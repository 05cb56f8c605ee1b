import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { descriptionView } from '../../blocks/incident/brief.ts'
import { idIn } from '../../blocks/metadata.ts'
import type { Database } from '../../db/database.ts'
import { getText } from '../../db/incident/text.ts'
import { permitted } from '../asker.ts'

/** "Read it all" on the brief: the whole description, for the one who asked. */
export function description(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('read_description', async ({ body, action, ack, client }) => {
    const incident = idIn(action.value)
    await permitted(db, client, body.user.id, 'incident.read', incident)
    const text = await getText(db, body.user.id, incident)
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: descriptionView(text) })
  })
}
