import { refreshGroups, refreshPeople } from '../people/refresh.ts'
import type { Lifecycle } from '../reaction.ts'
import { joinBroadcasts, joinOperations } from '../workspace/join.ts'

/** What the workspace as a whole sets in motion. */
export const workspace = {
  'workspace.connected': { joinBroadcasts, joinOperations },
  'workspace.left': {},
  'broadcasts.chosen': { joinBroadcasts },
  'operations.chosen': { joinOperations },
  'administrators.named': {},
  'people.due': { refreshPeople, refreshGroups },
} satisfies Lifecycle<'workspace'>
