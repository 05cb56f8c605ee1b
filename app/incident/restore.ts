import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { readWhy } from '../../blocks/incident/decline.ts'
import { restoreCallback, restoreView } from '../../blocks/incident/restore.ts'
import { incidentName } from '../../blocks/kit.ts'
import { idIn } from '../../blocks/metadata.ts'
import { clean, fromSlack } from '../../blocks/text.ts'
import type { Database } from '../../db/database.ts'
import { mustBeAside } from '../../db/incident/aside.ts'
import { getCard } from '../../db/incident/card.ts'
import { restoreIncident } from '../../db/incident/restore.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { openingOf, showModal } from '../opening.ts'
import type { Asked, Words } from '../words.ts'

/** "Take back" on what was declined or merged, and its form. */
export function restore(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_restore', async ({ body, action, ack, client }) => {
    const view = await formFor(db, client, body.user.id, idIn(action.value))
    await ack()
    await showModal(openingOf(db, { body, client, ack }), view)
  })

  app.view(restoreCallback, async ({ view, body, ack, client }) => {
    const why = readWhy(view)
    await ask(db, client, body.user.id, (who) => restoreIncident(db, who, why, requestOf(view, why)))
    await ack({ response_action: 'clear' })
  })
}

/** `/dispatch restore [why]`. */
export const restoreWords: Words = {
  restore: { of: 'incident', among: 'aside', run: restoreBy },
}

async function restoreBy({ db, client, user, trigger, rest, ack, answer }: Asked, incident: number) {
  if (rest === '') {
    const view = await formFor(db, client, user, incident)
    await ack()
    return void (await client.views.open({ trigger_id: trigger, view }))
  }
  const why = clean(fromSlack(rest))
  await ask(db, client, user, (who) => restoreIncident(db, who, { incident, why }))
  await answer(`${incidentName(incident)} is open again, as it was before.`)
}

async function formFor(db: Database, client: WebClient, user: string, incident: number) {
  await permitted(db, client, user, 'incident.restore', incident)
  await mustBeAside(db, incident)
  return restoreView(await getCard(db, incident))
}
