import type { App } from '@slack/bolt'
import { readRecord, recordCallback, recordView, writtenDownView } from '../../blocks/incident/record.ts'
import { fromSlack } from '../../blocks/text.ts'
import { listOptions } from '../../db/configuration/questions.ts'
import type { Database } from '../../db/database.ts'
import { recordIncident } from '../../db/incident/record.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import type { Asked, Words } from '../words.ts'

/** The form for an incident that is over. */
export function record(app: App, db: Database): void {
  app.view(recordCallback, async ({ view, body, ack, client }) => {
    const read = readRecord(view)
    if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors })
    const { incident } = await ask(db, client, body.user.id, (who) =>
      recordIncident(db, who, read.past, requestOf(view, read.past)),
    )
    await ack({ response_action: 'update', view: writtenDownView(incident) })
  })
}

/** `/dispatch record [title]`. */
export const recordWords: Words = {
  record: { of: 'nothing', run: recordBy },
}

async function recordBy({ db, client, user, trigger, rest, ack }: Asked): Promise<void> {
  await permitted(db, client, user, 'incident.record')
  await ack()
  const view = recordView(await listOptions(db), { title: fromSlack(rest), asker: user })
  await client.views.open({ trigger_id: trigger, view })
}
