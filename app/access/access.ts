import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { accessAsked, keepOutAction, letInAction, readAccessRequest } from '../../blocks/access/request.ts'
import { requestAction } from '../../blocks/incident/announcement.ts'
import { idIn } from '../../blocks/metadata.ts'
import { answerAccess, requestAccess } from '../../db/access/request.ts'
import type { Database } from '../../db/database.ts'
import { Refusal } from '../../db/refusal.ts'
import { ask } from '../asker.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'

/** Asking to see a restricted incident, and the answer. */
export function access(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>(requestAction, async ({ body, action, ack, client, respond }) => {
    const incident = idIn(action.value)
    await request(db, client, body.user.id, incident)
    await ack()
    await respond({ response_type: 'ephemeral', replace_original: false, text: accessAsked(incident) })
  })

  for (const [name, granted] of [
    [letInAction, true],
    [keepOutAction, false],
  ] as const)
    app.action<BlockAction<ButtonAction>>(name, async ({ body, action, ack, client }) => {
      const asked = readAccessRequest(action.value ?? '')
      await ask(db, client, body.user.id, (who) => answerAccess(db, who, { ...asked, granted }))
      await ack()
    })
}

const numberComes = 'After `/dispatch request` comes the number of an incident: `INC-7`.'

/** `/dispatch request INC-7`. */
export const accessWords: Words = {
  request: { of: 'incident', unnamed: numberComes, run: requestBy },
}

async function requestBy(asked: Asked, incident: number): Promise<void> {
  if (asked.rest !== '') return answerMisread(asked, 'request', numberComes)
  await request(asked.db, asked.client, asked.user, incident)
  await asked.answer(accessAsked(incident))
}

// One that is not there is answered like one that is.
async function request(db: Database, client: WebClient, user: string, incident: number): Promise<void> {
  try {
    await ask(db, client, user, (who) => requestAccess(db, who, { incident }))
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'incident_not_visible')) throw error
  }
}
