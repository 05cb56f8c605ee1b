import { keepPeople } from '../db/people.ts'
import { getWorkspace } from './permalink.ts'
import type { Keep } from './reaction.ts'

/** Everyone in the workspace, so that who asks is known before they ask. */
export const refreshPeople: Keep<'people.due'> = {
  kind: 'keep',
  of: 'subject',
  lane: 'integrations',
  rank: 'cosmetics',
  method: 'users.list',

  async paint({ db, world }) {
    const { teamId } = await getWorkspace(db)
    for await (const page of world.slack.listPeople(teamId)) await keepPeople(db, page)
    return undefined
  },
}
