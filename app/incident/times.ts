import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { readTimes, timesCallback, timesView } from '../../blocks/incident/times.ts'
import { idIn } from '../../blocks/metadata.ts'
import type { Database } from '../../db/database.ts'
import { getCard } from '../../db/incident/card.ts'
import { correctTimes } from '../../db/incident/times.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { openingOf, showModal } from '../opening.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'

/** "Correct times", and its form. */
export function times(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_times', async ({ body, action, ack, client }) => {
    const view = await formFor(db, client, body.user.id, idIn(action.value))
    await ack()
    await showModal(openingOf(db, { body, client, ack }), view)
  })

  app.view(timesCallback, async ({ view, body, ack, client }) => {
    const times = readTimes(view)
    await ask(db, client, body.user.id, (who) => correctTimes(db, who, times, requestOf(view, times)))
    await ack({ response_action: 'clear' })
  })
}

/** `/dispatch times`. */
export const timesWords: Words = {
  times: { of: 'incident', run: timesBy },
}

async function timesBy(asked: Asked, incident: number): Promise<void> {
  const { db, client, user, trigger, rest, ack } = asked
  if (rest !== '')
    return answerMisread(
      asked,
      'times',
      'After `/dispatch times` comes the number of an incident, or nothing.',
    )
  const view = await formFor(db, client, user, incident)
  await ack()
  await client.views.open({ trigger_id: trigger, view })
}

async function formFor(db: Database, client: WebClient, user: string, incident: number) {
  await permitted(db, client, user, 'times.correct', incident)
  return timesView(await getCard(db, incident))
}
