import { lostCodes } from '../../db/channel/hold.ts'
import { findKnown, type Known } from '../../db/channel/known.ts'
import { channelSeen } from '../../db/channel/seen.ts'
import type { Loss } from '../../db/facts.ts'
import { Failure } from '../clients/failure.ts'
import type { SeenChannel } from '../clients/slack-port.ts'
import type { Keep } from '../reaction.ts'
import type { World } from '../world.ts'

/** Slack tells who did it by an event, which may come this much later than what a call of ours found. */
const eventMs = 5_000

/**
 * What Slack told of a channel comes twice, late and out of order, or not at all: how it is, Slack is asked. Where it
 * never told that somebody took the app out of a public channel, the app comes back by itself.
 */
export const lookAtChannel: Keep<'channel.heard'> = {
  kind: 'keep',
  of: 'subject',
  lane: 'engagement',
  rank: 'invites',
  method: 'conversations.info',

  async paint({ db, world, lease }) {
    const [, channel] = lease.subject
    const seen = await world.slack.findChannel(channel)
    const known = await findKnown(db, channel)
    if (!known) return undefined
    const how = lossOf(seen, known)
    if (how && known.isUsed && !isExplained(how, known)) {
      if (lease.sinceFirstAsked < eventMs) throw new Failure('unreachable', 'channel.unheard')
      if (how === 'removed' && seen && !seen.isPrivate) {
        await comeIn(world, channel)
        return (work) => channelSeen(work, channel, { ...seen, how: null })
      }
    }
    return (work) => channelSeen(work, channel, { name: seen?.name, isPrivate: seen?.isPrivate, how })
  },
}

// Archived or deleted just now, it is looked at once more.
async function comeIn({ slack }: World, channel: string): Promise<void> {
  try {
    await slack.join(channel)
  } catch (error) {
    if (error instanceof Failure && lostCodes.includes(error.code))
      throw new Failure('unreachable', 'channel.unheard', { cause: error })
    throw error
  }
}

function lossOf(seen: SeenChannel | undefined, { heard }: Known): Loss | null {
  if (!seen) return 'deleted' in heard ? 'deleted' : 'removed'
  if (seen.isArchived) return 'archived'
  return seen.isMember ? null : 'removed'
}

function isExplained(how: Loss, { lost, outletLost, heard }: Known): boolean {
  return how in heard || how === lost || how === outletLost
}
