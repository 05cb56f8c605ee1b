import type { App } from '@slack/bolt'
import type { Database } from '../db/database.ts'
import { keepPeople, personOf, type SlackUser } from '../db/people.ts'

/** Follows who people are: new ones, and those who change. */
export function people(app: App, db: Database): void {
  const keep = (user: SlackUser) => keepPeople(db, [personOf(user)])
  app.event('team_join', async ({ event }) => keep(event.user))
  app.event('user_change', async ({ event }) => keep(event.user))
}
