import type { App } from '@slack/bolt'
import type { Database } from '../../db/database.ts'
import { followPassage, groupOf, keepGroup } from '../../db/people/groups.ts'

/** Follows which user groups there are, and who is in them. */
export function groups(app: App, db: Database): void {
  app.event('subteam_created', async ({ event }) =>
    keepGroup(db, groupOf(event.subteam, Number(event.event_ts))),
  )
  app.event('subteam_updated', async ({ event }) =>
    keepGroup(db, groupOf(event.subteam, Number(event.event_ts))),
  )
  app.event('subteam_members_changed', async ({ event }) =>
    followPassage(db, {
      group: event.subteam_id,
      // Slack leaves out the list that is empty.
      added: event.added_users ?? [],
      removed: event.removed_users ?? [],
      updated: event.date_update,
      before: event.date_previous_update,
      told: Number(event.event_ts),
    }),
  )
}
