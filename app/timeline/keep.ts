import type { App } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Database } from '../../db/database.ts'
import { Refusal } from '../../db/refusal.ts'
import { followRelease, keepMessage } from '../../db/timeline/keep.ts'
import { findIncidentOfMessage } from '../../db/timeline/questions.ts'
import { ask } from '../asker.ts'
import { authorOf, type FoundMessage, findMessage, readWords, type Spot } from './message.ts'

/** The reaction that keeps a message. */
const pin = 'pushpin'

interface Reacted {
  type: 'reaction_added' | 'reaction_removed'
  user: string
  reaction: string
  item: { type: string; channel?: string; ts?: string }
}

/** A 📌 put on a message, or taken away. Events come twice and in any order, so what stands there now is asked of Slack. */
export function keep(app: App, db: Database): void {
  app.event('reaction_added', ({ event, client }) => follow(db, client, event))
  app.event('reaction_removed', ({ event, client }) => follow(db, client, event))
}

async function follow(db: Database, client: WebClient, event: Reacted): Promise<void> {
  const { channel, ts } = event.item
  if (event.reaction !== pin || !channel || !ts) return
  const spot = { channel, ts }
  const incident = await findIncidentOfMessage(db, channel, ts)
  if (incident === undefined) return
  const message = await findMessage(client, spot)
  // What is deleted is followed by itself.
  if (!message) return
  if (stands(message, event)) await keepFor(db, client, event.user, { ...spot, incident, message })
  else await followRelease(db, { kind: 'slack' }, { ...spot, person: event.user })
}

// Of many who reacted Slack names only some: then the event itself says the rest.
function stands({ reactions = [] }: FoundMessage, { user, type }: Reacted): boolean {
  const { users = [], count = 0 } = reactions.find((one) => one.name === pin) ?? {}
  if (users.includes(user)) return true
  return count > users.length && type === 'reaction_added'
}

async function keepFor(
  db: Database,
  client: WebClient,
  user: string,
  { channel, ts, incident, message }: Spot & { incident: number; message: FoundMessage },
): Promise<void> {
  const text = await readWords(db, message)
  const place = { incident, channel, ts, thread: message.thread_ts ?? null }
  try {
    await ask(db, client, user, (who) => keepMessage(db, who, { ...place, author: authorOf(message), text }))
  } catch (error) {
    if (!(error instanceof Refusal && isSilent(error))) throw error
  }
}

// Guests and strangers may mean anything by a 📌, and could do nothing about a refusal: no receipt is answer enough.
function isSilent({ code }: Refusal): boolean {
  return ['guest', 'stranger', 'bot', 'deactivated', 'incident_not_visible'].includes(code)
}
