import { offer, outcome } from '../../blocks/people/offer.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { Fact } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { findHolder } from '../../db/people/holders.ts'
import { lapseMinutes } from '../../db/people/lapse.ts'
import { getHandover, getRole, listGivers } from '../../db/people/roles.ts'
import { listSettledOffers } from '../../db/people/told.ts'
import { getFact } from '../../db/record.ts'
import { inConfidence, incidentChannel, post } from '../post.ts'
import type { Keep, Scene } from '../reaction.ts'
import { repaintTold } from './repaint.ts'
import { notTakenFace } from './role.ts'

type Settled = 'handover.accepted' | 'handover.declined' | 'handover.lapsed'
const told = { of: 'fact', lane: 'engagement', rank: 'updates' } as const

export const askReceiver = post<'handover.offered'>({
  ...told,
  places: async (_, { data }) => [data.to],
  channel: inConfidence,
  message: async ({ db, lease }) => offerFace(db, lease.factId),
})

/** What came of it is told to whoever made the offer, though not of an incident that is over. */
export const tellGiver = post<Settled>({
  ...told,
  places: (tx, { data }) => listGivers(tx, data.handover),
  channel: async (scene) => ((await offerOf(scene)).closed ? undefined : scene.place),
  async message(scene) {
    const offered = await offerOf(scene)
    return outcome(offered.incident, await getRole(scene.db, offered.incident, offered.role), offered)
  },
})

/** Where nobody holds the role, everyone can claim it. */
export const tellNotTaken = post<'handover.declined' | 'handover.lapsed'>({
  ...told,
  places: async (tx, fact) => ((await isHeld(tx, fact)) ? [] : ['']),
  channel: async (scene) => ((await offerOf(scene)).closed ? undefined : incidentChannel(scene)),
  message: ({ db, incident, lease }) => notTakenFace(db, incident, lease.factId),
})

/** An offer shows its buttons only as long as it can be answered. */
export const paintOffers: Keep<Settled | 'role.assigned' | 'handover.offered'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  places: (tx, fact) => listSettledOffers(tx, Number(fact.incidentId)),

  async paint(scene) {
    await repaintTold(scene, (db, { fact }) => offerFace(db, fact))
    return undefined
  },
}

async function offerFace(db: Database, fact: number) {
  const { data } = await getFact(db, fact, 'handover.offered')
  const handover = await getHandover(db, data.handover)
  const [card, role] = await Promise.all([
    getCard(db, handover.incident),
    getRole(db, handover.incident, handover.role),
  ])
  return offer(card, role, handover, new Date(handover.offeredAt.getTime() + lapseMinutes * 60_000))
}

async function offerOf({ db, lease }: Scene) {
  const fact = await getFact(db, lease.factId, 'handover.accepted', 'handover.declined', 'handover.lapsed')
  return getHandover(db, fact.data.handover)
}

async function isHeld(tx: Tx, { incidentId, data }: Fact<'handover.declined' | 'handover.lapsed'>) {
  return (await findHolder(tx, Number(incidentId), data.role)) !== null
}
