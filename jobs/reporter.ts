import { channelLate } from '../blocks/late.ts'
import { recordedView } from '../blocks/recorded.ts'
import { getCard } from '../db/incident/card.ts'
import { findReportView, findResource } from '../db/incident/place.ts'
import { post } from './post.ts'
import type { Lossy } from './reaction.ts'

/** The form that was submitted shows the channel, if it is still open. */
export const showChannel: Lossy<'channel.opened'> = {
  kind: 'lossy',
  of: 'incident',
  lane: 'engagement',
  rank: 'cosmetics',
  method: 'views.update',

  async tell({ db, world, incident }) {
    const [view, channel] = await Promise.all([
      findReportView(db, incident),
      findResource(db, incident, 'channel'),
    ])
    if (view && channel) await world.slack.showView(view, recordedView(incident, channel.externalId))
  },
}

export const tellReporter = post<'channel.late'>({
  of: 'incident',
  lane: 'engagement',
  rank: 'channel',
  channel: async ({ db, incident }) => (await getCard(db, incident)).reporterId,
  message: async ({ incident }) => channelLate(incident),
})
