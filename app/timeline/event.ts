import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { idIn } from '../../blocks/metadata.ts'
import { fromSlack } from '../../blocks/text.ts'
import { addedMessage } from '../../blocks/timeline/entry.ts'
import { addCallback, addView, readEntry } from '../../blocks/timeline/form.ts'
import { readWhen } from '../../blocks/timeline/when.ts'
import type { Database } from '../../db/database.ts'
import { addEntry } from '../../db/timeline/add.ts'
import { getClock } from '../../db/timeline/questions.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { type Opening, openingOf, showModal } from '../opening.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'

/** The form of `/dispatch event`. */
export function event(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_event', async ({ body, action, ack, client }) => {
    const incident = idIn(action.value)
    await permitted(db, client, body.user.id, 'entry.add', incident)
    const { now } = await getClock(db, body.user.id)
    await openForm(openingOf(db, { body, client, ack }), incident, now)
  })

  app.view(addCallback, async ({ view, body, ack, client }) => {
    const answers = readEntry(view)
    await ask(db, client, body.user.id, (who) => addEntry(db, who, answers, requestOf(view, answers)))
    await ack()
  })
}

/** `/dispatch event [what happened] [at 14:05]`. */
export const eventWords: Words = {
  event: { of: 'incident', run: addBy },
}

async function addBy(asked: Asked, incident: number): Promise<void> {
  const { db, client, user, answer } = asked
  await permitted(db, client, user, 'entry.add', incident)
  const { now, zone } = await getClock(db, user)
  const { text, when } = readWhen(fromSlack(asked.rest), now, zone)
  if (when && 'unclear' in when) return answerMisread(asked, 'event', when.unclear)
  if (text === '') return openForm(asked, incident, when?.at ?? now)
  const request = await asked.request()
  const { at } = await ask(db, client, user, (who) =>
    addEntry(db, who, { incident, text, at: when?.at ?? null }, request),
  )
  await answer(addedMessage(incident, text, new Date(at)))
}

async function openForm(opening: Opening, incident: number, at: Date): Promise<void> {
  await opening.ack()
  await showModal(opening, addView(incident, '', at))
}
