import { lookAtChannel } from '../channel/look.ts'
import { tellAdministrators } from '../channel/outlet.ts'
import type { Lifecycle } from '../reaction.ts'

/** A channel's life, as Slack tells of it. */
export const channel = {
  'channel.heard': { lookAtChannel },
  'outlet.lost': { tellAdministrators },
  'outlet.regained': {},
} satisfies Lifecycle<'channel'>
