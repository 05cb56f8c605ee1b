import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { menuMessage, menuView } from '../../blocks/home/menu.ts'
import { menuAction } from '../../blocks/home/row.ts'
import { idIn } from '../../blocks/metadata.ts'
import type { Database } from '../../db/database.ts'
import { getMenu } from '../../db/home/menu.ts'
import { permitted } from '../asker.ts'
import type { Asked } from '../words.ts'

/** All that can be done about an incident, for the one who asks: by "More …" on the brief, and from a list. */
export function menu(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>(menuAction, async ({ body, action, ack, client, respond }) => {
    const [user, incident] = [body.user.id, idIn(action.value)]
    await permitted(db, client, user, 'incident.read', incident)
    const now = await getMenu(db, user, incident)
    await ack()
    if (body.view)
      await client.views[body.view.type === 'modal' ? 'push' : 'open']({
        trigger_id: body.trigger_id,
        view: menuView(now),
      })
    else await respond({ response_type: 'ephemeral', replace_original: false, ...menuMessage(now) })
  })
}

/** `/dispatch` alone in an incident's channel. */
export async function answerMenu({ db, client, user, answer }: Asked, incident: number): Promise<void> {
  await permitted(db, client, user, 'incident.read', incident)
  await answer(menuMessage(await getMenu(db, user, incident)))
}
