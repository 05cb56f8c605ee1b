import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { joinedText, joinedView } from '../../blocks/incident/recorded.ts'
import { itIsThisOneAction } from '../../blocks/incident/report.ts'
import { idIn } from '../../blocks/metadata.ts'
import type { Database } from '../../db/database.ts'
import { joinIncident } from '../../db/incident/join.ts'
import { findResource } from '../../db/incident/place.ts'
import { ask } from '../asker.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'

/** "Join" on an announcement or in a menu, and "It is this one" in the report form. */
export function join(app: App, db: Database): void {
  for (const name of ['join_incident', itIsThisOneAction])
    app.action<BlockAction<ButtonAction>>(name, async ({ body, action, ack, client, respond }) => {
      const { incident } = await ask(db, client, body.user.id, (who) =>
        joinIncident(db, who, { incident: idIn(action.value) }),
      )
      await ack()
      const channel = await findChannel(db, incident)
      if (body.view) await client.views.update({ view_id: body.view.id, view: joinedView(incident, channel) })
      else
        await respond({
          response_type: 'ephemeral',
          replace_original: false,
          text: joinedText(incident, channel),
        })
    })
}

/** `/dispatch join`. */
export const joinWords: Words = {
  join: { of: 'incident', run: joinBy },
}

async function joinBy(asked: Asked, incident: number): Promise<void> {
  const { db, client, user, rest, answer } = asked
  if (rest !== '')
    return answerMisread(asked, 'join', 'After `/dispatch join` comes the number of an incident, or nothing.')
  const request = await asked.request()
  await ask(db, client, user, (who) => joinIncident(db, who, { incident }, request))
  await answer(joinedText(incident, await findChannel(db, incident)))
}

async function findChannel(db: Database, incident: number): Promise<string | null> {
  const place = await findResource(db, incident, 'channel')
  return place && place.lost !== 'deleted' ? place.externalId : null
}
