import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { detailsView } from '../../blocks/incident/details.ts'
import { idIn } from '../../blocks/metadata.ts'
import type { Database } from '../../db/database.ts'
import { getCard } from '../../db/incident/card.ts'
import { permitted } from '../asker.ts'
import { openingOf, showModal } from '../opening.ts'

/** "Details" on an announcement: all that is known, for one who may read it. */
export function details(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_details', async ({ body, action, ack, client }) => {
    const incident = idIn(action.value)
    await permitted(db, client, body.user.id, 'incident.read', incident)
    await ack()
    await showModal(openingOf(db, { body, client, ack }), detailsView(await getCard(db, incident)))
  })
}
