import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import {
  closeCallback,
  closeView,
  readClose,
  readReopen,
  reopenCallback,
  reopenView,
} from '../../blocks/incident/close.ts'
import { seenAgain } from '../../blocks/incident/seen.ts'
import { incidentName } from '../../blocks/kit.ts'
import { markOf } from '../../blocks/mark.ts'
import { idIn } from '../../blocks/metadata.ts'
import { clean, fromSlack } from '../../blocks/text.ts'
import { findSetting } from '../../db/configuration/questions.ts'
import type { Database } from '../../db/database.ts'
import type { Card } from '../../db/incident/card.ts'
import { Overtaken } from '../../db/incident/overtaken.ts'
import { updateIncident } from '../../db/incident/update.ts'
import { Refusal } from '../../db/refusal.ts'
import { ask } from '../asker.ts'
import { requestOf } from '../input.ts'
import { type Opening, openingOf, showModal } from '../opening.ts'
import type { Asked, Words } from '../words.ts'
import { cardFor, changeBy } from './update.ts'

/** The forms that close an incident and open it again. */
export function close(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_close', async ({ body, action, ack, client }) => {
    await openClose(openingOf(db, { body, client, ack }), idIn(action.value))
  })

  app.action<BlockAction<ButtonAction>>('open_reopen', async ({ body, action, ack, client }) => {
    await openReopen(openingOf(db, { body, client, ack }), idIn(action.value))
  })

  app.view(closeCallback, async ({ view, body, ack, client }) => {
    const { update, seen } = readClose(view)
    try {
      await ask(db, client, body.user.id, (who) => updateIncident(db, who, update, requestOf(view, update)))
      await ack({ response_action: 'clear' })
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      const { meanwhile } = error
      const card = await cardFor(db, client, body.user.id, update.incident)
      const anew = seenAgain(
        seen,
        card,
        meanwhile.map((one) => one.field),
      )
      const form = { card, archiveAfterDays: await archiveAfterDays(db), seen: anew, meanwhile }
      await ack({ response_action: 'update', view: closeView(form) })
    }
  })

  app.view(reopenCallback, async ({ view, body, ack, client }) => {
    const { update } = readReopen(view)
    await ask(db, client, body.user.id, (who) => updateIncident(db, who, update, requestOf(view, update)))
    await ack({ response_action: 'clear' })
  })
}

/** `/dispatch close` and `/dispatch reopen`. */
export const closeWords: Words = {
  close: { of: 'incident', run: closeBy },
  reopen: { of: 'incident', among: 'closed', run: reopenBy },
}

/** Closes at once where the resolution was typed, else the form asks for it. */
export async function closeBy(asked: Asked, incident: number): Promise<void> {
  const resolution = clean(fromSlack(asked.rest))
  if (resolution === '') return openClose(asked, incident)
  const card = await openCard(asked, incident)
  const wishes = {
    status: { to: 'closed', seen: card.status },
    resolution: { to: resolution, seen: markOf(card.resolution) },
  }
  await changeBy(asked, { incident, wishes, note: '' })
}

async function reopenBy(asked: Asked, incident: number): Promise<void> {
  const note = clean(fromSlack(asked.rest))
  if (note === '') return openReopen(asked, incident)
  await closedCard(asked, incident)
  await changeBy(asked, { incident, wishes: { status: { to: 'active', seen: 'closed' } }, note })
}

async function openClose(opening: Opening, incident: number): Promise<void> {
  const card = await openCard(opening, incident)
  await opening.ack()
  const form = { card, archiveAfterDays: await archiveAfterDays(opening.db) }
  await showModal(opening, closeView(form))
}

async function openReopen(opening: Opening, incident: number): Promise<void> {
  const card = await closedCard(opening, incident)
  await opening.ack()
  await showModal(opening, reopenView(card))
}

async function openCard({ db, client, user }: Opening, incident: number): Promise<Card> {
  const card = await cardFor(db, client, user, incident)
  if (card.status !== 'closed') return card
  const name = incidentName(incident)
  throw new Refusal(
    'closed_already',
    `${name} is closed already. \`/dispatch reopen ${name}\` opens it again.`,
  )
}

async function closedCard({ db, client, user }: Opening, incident: number): Promise<Card> {
  const card = await cardFor(db, client, user, incident)
  if (card.status === 'closed' && !card.afterwards) return card
  if (card.afterwards)
    throw new Refusal(
      'afterwards',
      `${incidentName(incident)} was written down when it was over, so it has nothing to reopen. \`/dispatch\` with a title reports a new one.`,
    )
  throw new Refusal('not_closed', `${incidentName(incident)} is open, so there is nothing to reopen.`)
}

async function archiveAfterDays(db: Database): Promise<number> {
  return (await findSetting(db, 'archive_after_days')) ?? 7
}
