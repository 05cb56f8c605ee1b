import { channelLost, type LostChannel } from '../../../blocks/channel/lost.ts'
import { outletLost } from '../../../blocks/channel/outlet.ts'
import { madePrivate } from '../../../blocks/channel/private.ts'
import type { Loss } from '../../../db/facts.ts'
import type { Face } from '../inspect.ts'
import { ana, board, room } from '../samples.ts'

const away = { kind: 'lost', isPublic: true } as const

/** The same without anybody's words. */
export const plainChannelFaces: Record<string, Face> = {
  'a channel archived': lostOf('archived', away),
  'a channel deleted by nobody known': lostOf('deleted', away, { by: null }),
  'a channel without the app': lostOf('removed', away),
  'a private channel without the app': lostOf('removed', { kind: 'lost', isPublic: false }),
  'a channel given back': lostOf('archived', { kind: 'back' }),
  'a channel that another took the place of': lostOf('deleted', { kind: 'elsewhere', channel: room }),
  'a channel made private': madePrivate(2_147_483_647, room),
  'a broadcast channel archived': outletLost({
    channel: board,
    how: 'archived',
    by: ana,
    isOperations: false,
  }),
  'an operations channel without the app': outletLost({
    ...{ channel: board, how: 'removed', by: null, isOperations: true },
  }),
}

function lostOf(how: Loss, now: LostChannel['now'], more: Partial<LostChannel> = {}) {
  return channelLost({ incident: 2_147_483_647, channel: room, name: 'inc-7', by: ana, how, now, ...more })
}
