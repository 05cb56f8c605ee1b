import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { tagOption, tagsAction } from '../../blocks/incident/choices.ts'
import { seenAgain } from '../../blocks/incident/seen.ts'
import {
  type ReadUpdate,
  readUpdate,
  type UpdateForm,
  updateCallback,
  updateView,
} from '../../blocks/incident/update.ts'
import { channel, incidentName } from '../../blocks/kit.ts'
import { idIn } from '../../blocks/metadata.ts'
import { clean, fromSlack } from '../../blocks/text.ts'
import { listOptions } from '../../db/configuration/questions.ts'
import type { Database } from '../../db/database.ts'
import { type Card, getCard } from '../../db/incident/card.ts'
import { type Meanwhile, Overtaken } from '../../db/incident/overtaken.ts'
import { findResource } from '../../db/incident/place.ts'
import { listTags, tagOf } from '../../db/incident/tags.ts'
import { type Update, updateIncident } from '../../db/incident/update.ts'
import { Refusal } from '../../db/refusal.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { type Opening, openingOf, showModal } from '../opening.ts'
import type { Asked, Words } from '../words.ts'

/** The update form: opened, repainted where others were faster or more must be asked, and submitted. */
export function update(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_update', async ({ body, action, ack, client }) => {
    await openUpdate(openingOf(db, { body, client, ack }), idIn(action.value))
  })

  app.view(updateCallback, async ({ view, body, ack, client }) => {
    const read = readUpdate(view)
    const { incident } = read.update
    const again = async (meanwhile: Meanwhile[]) => {
      const card = await cardFor(db, client, body.user.id, incident)
      await ack({ response_action: 'update', view: await viewAgain(db, card, read, meanwhile) })
    }
    if (!read.whole) return again([])
    if (read.errors) return ack({ response_action: 'errors', errors: read.errors })
    try {
      await ask(db, client, body.user.id, (who) =>
        updateIncident(db, who, read.update, requestOf(view, read.update)),
      )
      await ack({ response_action: 'clear' })
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      await again(error.meanwhile)
    }
  })

  app.options(tagsAction, async ({ options, body, ack }) => {
    const known = await listTags(db, body.user.id, options.value)
    const typed = tagOf(options.value)
    const fresh = typed === '' || known.includes(typed) ? [] : [tagOption(typed, true)]
    await ack({ options: [...known.map((tag) => tagOption(tag)), ...fresh] })
  })
}

/** `/dispatch update`, with words or without. */
export const updateWords: Words = {
  update: { of: 'incident', run: updateBy },
}

async function updateBy(asked: Asked, incident: number): Promise<void> {
  const note = clean(fromSlack(asked.rest))
  if (note === '') return openUpdate(asked, incident)
  await changeBy(asked, { incident, wishes: {}, note })
}

/** Changes what a command named; where a reason is missing, the form asks for it, with what was asked in place. */
export async function changeBy(asked: Asked, change: Update, form: UpdateForm['asked'] = {}): Promise<void> {
  const { db, client, user } = asked
  const request = await asked.request()
  try {
    await ask(db, client, user, (who) => updateIncident(db, who, change, request))
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'why_missing')) throw error
    return openUpdate(asked, change.incident, form)
  }
  await answerDone(asked, change.incident)
}

// Whoever typed it in the incident's channel sees it there.
async function answerDone(asked: Asked, incident: number): Promise<void> {
  const place = await findResource(asked.db, incident, 'channel')
  if (place?.externalId === asked.channel) return asked.ack()
  const where = place && !place.lost ? ` It is told in ${channel(place.externalId)}.` : ''
  await asked.answer(`${incidentName(incident)} is changed.${where}`)
}

/** Opens the form for one who may change the incident; throws a Refusal for the others. */
export async function openUpdate(
  opening: Opening,
  incident: number,
  asked: UpdateForm['asked'] = {},
): Promise<void> {
  const { db, client, user, ack } = opening
  const card = await cardFor(db, client, user, incident)
  await ack()
  await showModal(opening, updateView({ card, options: await listOptions(db), asked }))
}

/** The card, for a form of one who may change the incident; throws a Refusal for the others. */
export async function cardFor(
  db: Database,
  client: WebClient,
  user: string,
  incident: number,
): Promise<Card> {
  await permitted(db, client, user, 'incident.update', incident)
  return getCard(db, incident)
}

async function viewAgain(
  db: Database,
  card: Card,
  read: ReadUpdate,
  meanwhile: Meanwhile[],
): Promise<ReturnType<typeof updateView>> {
  const overtaken = meanwhile.map((one) => one.field)
  const seen = seenAgain(read.seen, card, overtaken)
  return updateView({ card, options: await listOptions(db), seen, needs: read.needs, meanwhile })
}
