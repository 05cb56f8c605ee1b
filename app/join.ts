import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { channel, incidentName } from '../blocks/kit.ts'
import { joinedView } from '../blocks/recorded.ts'
import { itIsThisOneAction } from '../blocks/report.ts'
import type { Database } from '../db/database.ts'
import { joinIncident } from '../db/incident/join.ts'
import { findResource } from '../db/incident/place.ts'
import { ask } from './asker.ts'

/** "Join" on an announcement, and "It is this one" in the report form. */
export function join(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('join_incident', async ({ body, action, ack, client, respond }) => {
    const { incident } = await ask(db, client, body.user.id, (who) =>
      joinIncident(db, who, { incident: Number(action.value) }),
    )
    await ack()
    const place = await findResource(db, incident, 'channel')
    const where = place
      ? `Its channel is ${channel(place.externalId)}.`
      : 'You will be invited to its channel.'
    await respond({
      response_type: 'ephemeral',
      replace_original: false,
      text: `You are in ${incidentName(incident)}. ${where}`,
    })
  })

  app.action<BlockAction<ButtonAction>>(itIsThisOneAction, async ({ body, action, ack, client }) => {
    const { incident } = await ask(db, client, body.user.id, (who) =>
      joinIncident(db, who, { incident: Number(action.value) }),
    )
    await ack()
    const place = await findResource(db, incident, 'channel')
    if (body.view)
      await client.views.update({
        view_id: body.view.id,
        view: joinedView(incident, place?.externalId ?? null),
      })
  })
}
