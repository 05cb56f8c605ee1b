import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { readRestrict, restrictCallback, restrictView } from '../../blocks/access/restrict.ts'
import { idIn } from '../../blocks/metadata.ts'
import { fromSlack } from '../../blocks/text.ts'
import { restrictIncident } from '../../db/access/restrict.ts'
import type { Database } from '../../db/database.ts'
import { getMenu } from '../../db/home/menu.ts'
import { findResource } from '../../db/incident/place.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { type Opening, openingOf, showModal } from '../opening.ts'
import type { Asked, Words } from '../words.ts'

/** Restricting an incident that was open to all: only through the form, which says what that means. */
export function restrict(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_restrict', async ({ body, action, ack, client }) => {
    await openForm({ ...openingOf(db, { body, client, ack }), rest: '' }, idIn(action.value))
  })

  app.view(restrictCallback, async ({ view, body, ack, client }) => {
    const asked = readRestrict(view)
    await ask(db, client, body.user.id, (who) => restrictIncident(db, who, asked, requestOf(view, asked)))
    await ack({ response_action: 'clear' })
  })
}

/** `/dispatch restrict`. */
export const restrictWords: Words = {
  restrict: { of: 'incident', run: openForm },
}

async function openForm(opening: Opening & Pick<Asked, 'rest'>, incident: number): Promise<void> {
  const { db, client, user, rest } = opening
  await permitted(db, client, user, 'incident.restrict', incident)
  const [{ status }, room] = await Promise.all([
    getMenu(db, user, incident),
    findResource(db, incident, 'channel'),
  ])
  await opening.ack()
  const place = status === 'closed' ? 'nowhere' : room?.isPrivate ? 'here' : 'apart'
  await showModal(opening, restrictView(incident, fromSlack(rest), place))
}
