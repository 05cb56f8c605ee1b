import { outletJoined } from '../../db/channel/outlets.ts'
import { findSetting, listBroadcasts } from '../../db/configuration/questions.ts'
import type { FactType } from '../../db/facts.ts'
import type { Work } from '../../db/verb.ts'
import { addSteps } from '../../db/work/new-steps.ts'
import { getWaitingFact } from '../../db/work/outbox.ts'
import { listTroubles } from '../../db/work/troubled.ts'
import type { Keep, Scene } from '../reaction.ts'

const join = {
  kind: 'keep',
  of: 'subject',
  lane: 'integrations',
  rank: 'updates',
  method: 'conversations.join',
  paint: async ({ world, place }) => {
    await world.slack.join(place)
    return (work) => outletJoined(work, place)
  },
} satisfies Keep<FactType>

export const joinBroadcasts: Keep<FactType> = { ...join, places: (tx) => listBroadcasts(tx) }

/** What failed, or is late, before there was this channel to tell it in, is told there now. */
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

/** More than these nobody reads: how many there are in all is on the Home tab. */
const mostTroubles = 20

async function tellTroubles({ tx }: Work, { plan }: Scene): Promise<void> {
  for (const fact of await listTroubles(tx, mostTroubles))
    await addSteps(tx, await plan(tx, await getWaitingFact(tx, fact), 'tellOperations'))
}
