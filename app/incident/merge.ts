import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { mergeCallback, mergeView, readMerge } from '../../blocks/incident/merge.ts'
import { incidentName } from '../../blocks/kit.ts'
import { idIn } from '../../blocks/metadata.ts'
import { clean, fromSlack } from '../../blocks/text.ts'
import type { Database } from '../../db/database.ts'
import { mustBeOpen } from '../../db/incident/aside.ts'
import { getCard } from '../../db/incident/card.ts'
import { mergeIncident } from '../../db/incident/merge.ts'
import { findIncidentOf } from '../../db/incident/place.ts'
import { listTargets } from '../../db/incident/targets.ts'
import { Refusal } from '../../db/refusal.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { openingOf, showModal } from '../opening.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'

/** "Merge", and its form. */
export function merge(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_merge', async ({ body, action, ack, client }) => {
    const view = await formFor(db, client, body.user.id, { incident: idIn(action.value), into: null })
    await ack()
    await showModal(openingOf(db, { body, client, ack }), view)
  })

  app.view(mergeCallback, async ({ view, body, ack, client }) => {
    const merge = readMerge(view)
    await ask(db, client, body.user.id, (who) => mergeIncident(db, who, merge, requestOf(view, merge)))
    await ack({ response_action: 'clear' })
  })
}

/** `/dispatch merge [INC-3] [why]`. */
export const mergeWords: Words = {
  merge: { of: 'incident', run: mergeBy },
}

async function mergeBy(asked: Asked, named: number): Promise<void> {
  const { db, client, user, trigger, ack, answer } = asked
  const read = await readRest(asked, named)
  if (!read)
    return answerMisread(
      asked,
      'merge',
      'After `/dispatch merge` comes the number of the incident that this one is merged into, and why.',
    )
  const { incident, into, why } = read
  if (into === null || why === '') {
    const view = await formFor(db, client, user, read)
    await ack()
    return void (await client.views.open({ trigger_id: trigger, view }))
  }
  await ask(db, client, user, (who) => mergeIncident(db, who, { incident, into, why }))
  const name = incidentName(incident)
  await answer(`${name} is merged into ${incidentName(into)}. \`/dispatch restore ${name}\` takes that back.`)
}

// In an incident's channel a number alone is that of the other one; two are this one and the other.
async function readRest({ db, channel, rest }: Asked, named: number) {
  const [, digits, after = ''] = /^(?:into\s+)?(?:inc-|#)(\d{1,9})(?:\s+([\s\S]*))?$/i.exec(rest) ?? []
  if (digits) return { incident: named, into: Number(digits), why: clean(fromSlack(after)) }
  const here = await findIncidentOf(db, channel)
  if (here !== undefined && here !== named)
    return { incident: here, into: named, why: clean(fromSlack(rest)) }
  return rest === '' ? { incident: named, into: null, why: '' } : undefined
}

interface Asking {
  incident: number
  into: number | null
}

async function formFor(db: Database, client: WebClient, user: string, { incident, into }: Asking) {
  await permitted(db, client, user, 'incident.merge', incident)
  await mustBeOpen(db, incident)
  const [card, targets] = await Promise.all([getCard(db, incident), listTargets(db, user, incident, into)])
  if (targets.length === 0)
    throw new Refusal(
      'no_target',
      `There is no other open incident that INC-${incident} could be merged into.`,
    )
  return mergeView({ card, targets, into })
}
