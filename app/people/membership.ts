import type { App } from '@slack/bolt'
import { findSetting } from '../../db/configuration/questions.ts'
import type { Database } from '../../db/database.ts'
import { findIncidentOf } from '../../db/incident/place.ts'
import { followJoining, followLeaving } from '../../db/people/membership.ts'
import { findPerson } from '../../db/people/people.ts'
import { meet } from '../asker.ts'

/** Follows who comes into an incident's channel in Slack, and who leaves it. */
export function membership(app: App, db: Database): void {
  app.event('member_joined_channel', async ({ event, client }) => {
    const { user: person, channel, event_ts: at, inviter } = event
    const bot = await botOf(db)
    if (person === bot || (await findIncidentOf(db, channel)) === undefined) return
    if (!(await findPerson(db, person))) await meet(db, client, person)
    const by = inviter === undefined || inviter === bot ? null : inviter
    await followJoining(db, { kind: 'slack' }, { channel, person, at, inviter: by })
  })

  app.event('member_left_channel', async ({ event, client }) => {
    const { user: person, channel, event_ts: at } = event
    if (person === (await botOf(db)) || (await findIncidentOf(db, channel)) === undefined) return
    if (!(await findPerson(db, person))) await meet(db, client, person)
    await followLeaving(db, { kind: 'slack' }, { channel, person, at })
  })
}

async function botOf(db: Database): Promise<string | undefined> {
  const workspace = await findSetting(db, 'workspace')
  return workspace?.botUserId
}
