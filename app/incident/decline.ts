import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { declineCallback, declineView, readWhy } from '../../blocks/incident/decline.ts'
import { incidentName } from '../../blocks/kit.ts'
import { idIn } from '../../blocks/metadata.ts'
import { clean, fromSlack } from '../../blocks/text.ts'
import type { Database } from '../../db/database.ts'
import { mustBeOpen } from '../../db/incident/aside.ts'
import { getCard } from '../../db/incident/card.ts'
import { declineIncident } from '../../db/incident/decline.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { openingOf, showModal } from '../opening.ts'
import type { Asked, Words } from '../words.ts'

/** "False alarm", and its form. */
export function decline(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_decline', async ({ body, action, ack, client }) => {
    const view = await formFor(db, client, body.user.id, idIn(action.value))
    await ack()
    await showModal(openingOf(db, { body, client, ack }), view)
  })

  app.view(declineCallback, async ({ view, body, ack, client }) => {
    const why = readWhy(view)
    await ask(db, client, body.user.id, (who) => declineIncident(db, who, why, requestOf(view, why)))
    await ack({ response_action: 'clear' })
  })
}

/** `/dispatch decline [why]`. */
export const declineWords: Words = {
  decline: { of: 'incident', run: declineBy },
}

async function declineBy({ db, client, user, trigger, rest, ack, answer }: Asked, incident: number) {
  if (rest === '') {
    const view = await formFor(db, client, user, incident)
    await ack()
    return void (await client.views.open({ trigger_id: trigger, view }))
  }
  const why = clean(fromSlack(rest))
  await ask(db, client, user, (who) => declineIncident(db, who, { incident, why }))
  const name = incidentName(incident)
  await answer(`${name} is declined as a false alarm. \`/dispatch restore ${name}\` takes that back.`)
}

async function formFor(db: Database, client: WebClient, user: string, incident: number) {
  await permitted(db, client, user, 'incident.decline', incident)
  await mustBeOpen(db, incident)
  return declineView(await getCard(db, incident))
}
