import { madePrivate } from '../../blocks/channel/private.ts'
import { listDeciders } from '../../db/access/questions.ts'
import { getCard } from '../../db/incident/card.ts'
import { post } from '../post.ts'
import type { Scene } from '../reaction.ts'

/** Whoever leads an open incident whose channel was made private is offered to restrict the incident too. */
export const tellPrivate = post<'channel.moved'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  places: (tx, fact) => listDeciders(tx, Number(fact.incidentId)),
  channel: async (scene) => ((await findPrivate(scene)) ? scene.place : undefined),
  message: async (scene) => madePrivate(scene.incident, (await findPrivate(scene)) ?? ''),
})

async function findPrivate({ db, world, incident }: Scene): Promise<string | undefined> {
  const { status, visibility, resources } = await getCard(db, incident)
  const room = resources.find((one) => one.kind === 'channel')
  if (status === 'closed' || visibility === 'restricted' || !room) return undefined
  const seen = await world.slack.findChannel(room.externalId)
  return seen?.isPrivate ? room.externalId : undefined
}
