import { getWorkspace } from '../../db/configuration/links.ts'
import { followPeople } from '../../db/people/follow.ts'
import { keepGroup } from '../../db/people/groups.ts'
import type { Keep } from '../reaction.ts'

/** Everyone in the workspace, so that who asks is known before they ask. */
export const refreshPeople: Keep<'people.due'> = {
  kind: 'keep',
  of: 'subject',
  lane: 'integrations',
  rank: 'cosmetics',
  method: 'users.list',

  async paint({ db, world }) {
    const { teamId } = await getWorkspace(db)
    for await (const page of world.slack.listPeople(teamId)) await followPeople(db, { kind: 'slack' }, page)
    return undefined
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
