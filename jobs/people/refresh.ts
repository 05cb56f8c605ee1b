import { getWorkspace } from '../../db/configuration/links.ts'
import { findSetting } from '../../db/configuration/questions.ts'
import { followPeople, turnPage } from '../../db/people/follow.ts'
import { keepGroup } from '../../db/people/groups.ts'
import type { Keep } from '../reaction.ts'

/**
 * Everyone in the workspace, so that who asks is known before they ask: a page a try, so that each has a token, and a
 * limit or a crash costs one page.
 */
export const refreshPeople: Keep<'people.due'> = {
  kind: 'keep',
  of: 'subject',
  lane: 'integrations',
  rank: 'cosmetics',
  method: 'users.list',

  async paint({ db, world, lease }) {
    const [{ teamId }, cursor = ''] = await Promise.all([getWorkspace(db), findSetting(db, 'people_cursor')])
    const { people, next } = await world.slack.listPeople(teamId, cursor)
    await followPeople(db, { kind: 'slack' }, people)
    return (work) => turnPage(work, lease.id, next)
  },
}

/** Every user group and who is in it; from then on Slack's events tell. */
export const refreshGroups: Keep<'people.due'> = {
  kind: 'keep',
  of: 'subject',
  lane: 'integrations',
  rank: 'cosmetics',
  method: 'usergroups.list',

  async paint({ db, world }) {
    for (const group of await world.slack.listGroups()) await keepGroup(db, group)
    return undefined
  },
}
