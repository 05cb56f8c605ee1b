import type { App } from '@slack/bolt'
import {
  correctCallback,
  corrected,
  correctView,
  readCorrected,
  readEntry,
} from '../../blocks/timeline/form.ts'
import { readSearched, readShown, type Shown } from '../../blocks/timeline/shown.ts'
import type { Database } from '../../db/database.ts'
import { correctEntry } from '../../db/timeline/correct.ts'
import { getEntry } from '../../db/timeline/questions.ts'
import { permit } from '../../db/verb.ts'
import { ask } from '../asker.ts'
import { requestOf } from '../input.ts'
import { type Turn, viewOf } from './show.ts'

/** The form that corrects an entry; the timeline beneath it is then as it was, with the correction in it. */
export function correct(app: App, db: Database): void {
  app.view(correctCallback, async ({ view, body, ack, client }) => {
    const { entry, version } = readCorrected(view)
    const [answers, before] = [readEntry(view), await getEntry(db, entry)]
    const correction = {
      ...{ entry, version },
      text: corrected(answers.text, before.text),
      at: answers.at ?? before.at,
    }
    await ask(db, client, body.user.id, (who) =>
      correctEntry(db, who, correction, requestOf(view, correction)),
    )
    await ack()
    const shown = readShown(view.private_metadata, readSearched(view.blocks))
    const list = await viewOf({ db, client, user: body.user.id }, shown)
    if (view.previous_view_id) await client.views.update({ view_id: view.previous_view_id, view: list })
  })
}

/** Opens the form over the timeline, for one who may correct; throws a Refusal for the others. */
export async function openCorrection(turn: Turn, entry: number, shown: Shown): Promise<void> {
  const { db, client, user, trigger, ack } = turn
  const now = await getEntry(db, entry)
  await ask(db, client, user, () => permit(db, 'entry.correct', user, now.incident))
  await ack()
  await client.views.push({ trigger_id: trigger, view: correctView(now, shown) })
}
