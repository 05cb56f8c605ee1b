import { getCard } from '../../db/incident/card.ts'
import { channelArchived } from '../../db/incident/outside.ts'
import type { Keep } from '../reaction.ts'

/** Archives the channel of an incident that is still closed. */
export const archiveChannel: Keep<'archive.due'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  method: 'conversations.archive',

  async paint({ db, world, incident }) {
    const card = await getCard(db, incident)
    const channel = card.resources.find((one) => one.kind === 'channel')
    const isThere = channel && (channel.lost === null || channel.lost === 'exposed')
    if (card.status !== 'closed' || !isThere) return undefined
    await world.slack.archive(channel.externalId)
    return (work) => channelArchived(work, incident, channel.externalId)
  },
}
