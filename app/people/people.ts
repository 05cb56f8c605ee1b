import type { App } from '@slack/bolt'
import { findSetting } from '../../db/configuration/questions.ts'
import type { Database } from '../../db/database.ts'
import { followPeople } from '../../db/people/follow.ts'
import { personOf, type SlackUser } from '../../db/people/people.ts'

/** Follows who people are: new ones, and those who change. */
export function people(app: App, db: Database): void {
  const keep = async (user: SlackUser) => {
    const workspace = await findSetting(db, 'workspace')
    await followPeople(db, { kind: 'slack' }, [personOf(user, workspace?.teamId)])
  }
  app.event('team_join', async ({ event }) => keep(event.user))
  app.event('user_change', async ({ event }) => keep(event.user))
}
