import type { App } from '@slack/bolt'
import type { Database } from '../../db/database.ts'
import { findIncidentOf } from '../../db/incident/place.ts'
import { countMessage } from '../../db/people/activity.ts'

/** Follows who writes in an incident's channel: an observer who does so takes part before long. */
export function activity(app: App, db: Database): void {
  app.event('message', async ({ event }) => {
    if (!isOfPerson(event)) return
    const { channel, user: person, ts } = event
    if ((await findIncidentOf(db, channel)) === undefined) return
    await countMessage(db, { kind: 'slack' }, { channel, person }, `message:${channel}:${ts}`)
  })
}

interface Written {
  channel: string
  user: string
  ts: string
}

/** Of the messages that are more than words, these are a person's own all the same. */
const written = new Set(['file_share', 'thread_broadcast', 'me_message'])

function isOfPerson(event: object): event is Written {
  const { subtype, bot_id: bot, user }: { subtype?: string; bot_id?: string; user?: string } = event
  return user !== undefined && bot === undefined && (subtype === undefined || written.has(subtype))
}
