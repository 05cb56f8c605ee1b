import { outletJoined } from '../../db/channel/outlets.ts'
import { findSetting, listBroadcasts } from '../../db/configuration/questions.ts'
import type { FactType } from '../../db/facts.ts'
import { tolerate } from '../clients/slack-channels.ts'
import type { Keep } from '../reaction.ts'
import { tellTroubles } from './troubles.ts'

const join = {
  kind: 'keep',
  of: 'subject',
  lane: 'integrations',
  rank: 'updates',
  method: 'conversations.join',
  paint: async ({ world, place }) => {
    // Into a private one the app was invited, or it would not see it.
    await tolerate('method_not_supported_for_channel_type', () => world.slack.join(place))
    return (work) => outletJoined(work, place)
  },
} satisfies Keep<FactType>

export const joinBroadcasts: Keep<FactType> = { ...join, places: (tx) => listBroadcasts(tx) }

export const joinOperations: Keep<FactType> = {
  ...join,
  places: async (tx) => {
    const channel = await findSetting(tx, 'operations')
    return channel ? [channel] : []
  },

  async paint(scene) {
    const joined = await join.paint(scene)
    return async (work) => {
      await joined(work)
      await tellTroubles(work, scene)
    }
  },
}
