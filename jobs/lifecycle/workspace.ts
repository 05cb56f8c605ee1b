import { joinBroadcasts, joinOperations } from '../join.ts'
import { refreshPeople } from '../people.ts'
import type { Lifecycle } from '../reaction.ts'

/** What the workspace as a whole sets in motion. */
export const workspace = {
  'workspace.connected': { joinBroadcasts, joinOperations },
  'broadcasts.chosen': { joinBroadcasts },
  'operations.chosen': { joinOperations },
  'people.due': { refreshPeople },
} satisfies Lifecycle<'workspace'>
