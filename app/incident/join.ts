import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { joinedView } from '../../blocks/incident/recorded.ts'
import { itIsThisOneAction } from '../../blocks/incident/report.ts'
import { channel, incidentName } from '../../blocks/kit.ts'
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
      if (!body.view)
        return void (await respond({
          response_type: 'ephemeral',
          replace_original: false,
          text: await youAreIn(db, incident),
        }))
      const place = await findResource(db, incident, 'channel')
      const view = joinedView(incident, place?.externalId ?? null)
      await client.views.update({ view_id: body.view.id, view })
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
  await ask(db, client, user, (who) => joinIncident(db, who, { incident }))
  await answer(await youAreIn(db, incident))
}

async function youAreIn(db: Database, incident: number): Promise<string> {
  const place = await findResource(db, incident, 'channel')
  const where =
    place && place.lost !== 'deleted'
      ? `Its channel is ${channel(place.externalId)}.`
      : 'You will be invited to its channel.'
  return `You are in ${incidentName(incident)}. ${where}`
}
