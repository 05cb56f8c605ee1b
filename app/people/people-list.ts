import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { idIn } from '../../blocks/metadata.ts'
import { peoplePage, peopleView, readPage } from '../../blocks/people/people-list.ts'
import type { Database } from '../../db/database.ts'
import { listPeople } from '../../db/people/list.ts'
import { listRoles } from '../../db/people/roles.ts'
import { permitted } from '../asker.ts'
import { openingOf, showModal } from '../opening.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'

/** "People" in the menu of an incident, and the pages of who is in it. */
export function peopleList(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_people', async ({ body, action, ack, client }) => {
    const incident = idIn(action.value)
    await permitted(db, client, body.user.id, 'incident.read', incident)
    await ack()
    await showModal(openingOf(db, { body, client, ack }), await paged(db, incident))
  })

  app.action<BlockAction<ButtonAction>>(peoplePage, async ({ body, action, ack, client }) => {
    const { incident, page } = readPage(action.value)
    await permitted(db, client, body.user.id, 'incident.read', incident)
    await ack()
    const view = await paged(db, incident, page)
    if (body.view) await client.views.update({ view_id: body.view.id, view })
  })
}

/** `/dispatch people`. */
export const peopleWords: Words = {
  people: { of: 'incident', run: peopleBy },
}

async function peopleBy(asked: Asked, incident: number): Promise<void> {
  const { db, client, user, trigger, rest } = asked
  await permitted(db, client, user, 'incident.read', incident)
  if (rest !== '')
    return answerMisread(
      asked,
      'people',
      'After `/dispatch people` comes the number of an incident, or nothing.',
    )
  await asked.ack()
  await client.views.open({ trigger_id: trigger, view: await paged(db, incident) })
}

async function paged(db: Database, incident: number, page = 1) {
  const [members, roles] = await Promise.all([listPeople(db, incident), listRoles(db, incident)])
  return peopleView(incident, members, roles, page)
}
