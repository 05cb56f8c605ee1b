import { channelArchived } from '../../db/incident/outside.ts'
import { findResource, isArchiveDue } from '../../db/incident/place.ts'
import type { Keep } from '../reaction.ts'

/** Archives the channel of an incident that is still closed, and was not closed again since it was due. */
export const archiveChannel: Keep<'archive.due'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  method: 'conversations.archive',

  async paint({ db, world, incident }) {
    const [isDue, channel] = await Promise.all([
      isArchiveDue(db, incident),
      findResource(db, incident, 'channel'),
    ])
    const isThere = channel && (channel.lost === null || channel.lost === 'exposed')
    if (!isDue || !isThere) return undefined
    await world.slack.archive(channel.externalId)
    return (work) => channelArchived(work, incident, channel.externalId)
  },
}
