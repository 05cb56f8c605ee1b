import { channelFailed, channelLate, successorFailed } from '../../blocks/incident/late.ts'
import { recordedView } from '../../blocks/incident/recorded.ts'
import { listDeciders } from '../../db/access/questions.ts'
import { reactionMeant } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { findReportView, findResource, listReporter } from '../../db/incident/place.ts'
import { getStep } from '../../db/work/questions.ts'
import { inConfidence, post } from '../post.ts'
import type { Lossy } from '../reaction.ts'

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

/** Told while the channel is late; not once it stands, nor where it was refused, which is told at once. */
export const tellReporter = post<'channel.late'>({
  of: 'incident',
  lane: 'engagement',
  rank: 'channel',
  places: (tx, fact) => listReporter(tx, Number(fact.incidentId)),
  channel: async ({ db, incident, place }) => {
    const { resources, progress } = await getCard(db, incident)
    const isOver = resources.some((one) => one.kind === 'channel') || progress.some(hasFailed)
    return isOver ? undefined : place
  },
  message: async ({ incident }) => channelLate(incident),
})

/** Told at once where Slack refuses the channel, as without it nothing else shows a Retry; again where that is refused. */
export const tellReporterOfRefusal = post<'step.failed'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'channel',
  when: ({ data }) => reactionMeant(data) === 'openChannel',
  places: (tx, fact) => listReporter(tx, Number(fact.incidentId)),
  channel: async ({ db, lease, place }) => {
    const { state } = await getStep(db, Number(lease.subject[1]))
    return state === 'failed' ? place : undefined
  },
  message: async ({ db, incident, lease }) =>
    channelFailed(incident, await getStep(db, Number(lease.subject[1]))),
})

/**
 * Likewise those who decide, where an incident that has a channel is to go on in another: its brief cannot show it. Told
 * again where Retry is refused again.
 */
export const tellDeciders = post<'step.failed' | 'step.delayed'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'channel',
  when: ({ data }) => reactionMeant(data) === 'openSuccessor',
  places: (tx, fact) => listDeciders(tx, Number(fact.incidentId)),
  // Not where it is done meanwhile, or tried anew.
  channel: async (scene) => {
    const { state, late } = await getStep(scene.db, Number(scene.lease.subject[1]))
    return state === 'failed' || late ? inConfidence(scene) : undefined
  },
  message: async ({ db, incident, lease }) =>
    successorFailed(incident, await getStep(db, Number(lease.subject[1]))),
})

function hasFailed({ label, state }: { label: string; state: string }): boolean {
  return label === 'channel' && state === 'failed'
}
