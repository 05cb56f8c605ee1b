import type { FactType } from '../../db/facts.ts'
import { findReceipt } from '../../db/timeline/questions.ts'
import type { Keep } from '../reaction.ts'

type OfEntry = Extract<FactType, 'message.kept' | 'message.released' | 'message.revised' | `entry.${string}`>

/** The bot's own reaction on a message that is on the timeline: written down, and nothing else. */
const receipt = 'memo'

export const keepReceipt: Keep<OfEntry> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  method: 'reactions.add',
  // Other words of a message leave its receipt where it is.
  when: ({ data }) => !('deleted' in data) || data.deleted,
  places: async (_, { data }) => [String(data.entry)],

  async paint({ db, world, place }) {
    const message = await findReceipt(db, Number(place))
    if (!message) return undefined
    const { channel, ts, shown } = message
    if (shown) await world.slack.react(channel, ts, receipt)
    else await world.slack.unreact(channel, ts, receipt)
    return undefined
  },
}
