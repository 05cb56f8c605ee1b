import type { BlockAction, ButtonAction } from '@slack/bolt'
import type { ViewsOpenArguments, WebClient } from '@slack/web-api'
import type { Database } from '../db/database.ts'
import type { Asked } from './words.ts'

/** Where a person asked for a modal: a command, or a button. */
export interface Opening extends Pick<Asked, 'db' | 'client' | 'user' | 'trigger' | 'ack'> {
  /** The button stands in a modal, on top of which it opens. */
  over?: boolean
}

interface Click {
  body: BlockAction<ButtonAction>
  client: WebClient
  ack: () => Promise<void>
}

export function openingOf(db: Database, { body, client, ack }: Click): Opening {
  const over = body.view?.type === 'modal'
  return { db, client, ack, user: body.user.id, trigger: body.trigger_id, over }
}

export async function showModal(
  { client, trigger, over }: Opening,
  view: ViewsOpenArguments['view'],
): Promise<void> {
  await client.views[over ? 'push' : 'open']({ trigger_id: trigger, view })
}
