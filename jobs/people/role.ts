import type { Message } from '../../blocks/kit.ts'
import { notTaken } from '../../blocks/people/offer.ts'
import {
  type Change,
  formerMessage,
  leftRole,
  roleLine,
  roleMessage,
  vacancy,
} from '../../blocks/people/role-message.ts'
import type { Database } from '../../db/database.ts'
import type { Fact } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { findPerson } from '../../db/people/people.ts'
import { getHandover, getRole, listGivers } from '../../db/people/roles.ts'
import { isSettled, listSettledRoles, type Told } from '../../db/people/told.ts'
import { getFact } from '../../db/record.ts'
import { inConfidence, incidentChannel, inPerson, post } from '../post.ts'
import type { Keep, Scene } from '../reaction.ts'
import { repaintTold } from './repaint.ts'

const told = { of: 'fact', lane: 'engagement', rank: 'updates' } as const

/** A role is told to whoever has it now, with its duties. */
export const tellHolder = post<'role.assigned'>({
  ...told,
  places: async (_, { data }) => [data.person],
  channel: inConfidence,
  message: ({ db, lease }) => holderFace(db, lease.factId),
})

export const tellRole = post<'role.assigned'>({
  ...told,
  channel: incidentChannel,
  async message({ db, incident, lease }) {
    const fact = await getFact(db, lease.factId, 'role.assigned')
    return roleLine(await getRole(db, incident, fact.data.role), changeOf(fact))
  },
})

/** Who had the role is told, unless they gave it away themselves or made the offer: that is answered. */
export const tellFormerHolder = post<'role.assigned'>({
  ...told,
  when: ({ actor, data }) => data.from !== null && !(actor.kind === 'person' && actor.id === data.from),
  places: async (tx, { data }) => {
    const givers = await listGivers(tx, data.handover)
    return data.from === null || givers.includes(data.from) ? [] : [data.from]
  },
  channel: inPerson,
  async message({ db, incident, lease }) {
    const fact = await getFact(db, lease.factId, 'role.assigned')
    return formerMessage(incident, await getRole(db, incident, fact.data.role), changeOf(fact))
  },
})

export const tellVacancy = post<'role.vacated'>({
  ...told,
  channel: incidentChannel,
  message: (scene) => vacancyFace(scene.db, scene.incident, scene.lease.factId),
})

/** What was told of a role shows its buttons no longer once the role has changed hands. */
export const paintRoles: Keep<'role.assigned' | 'role.vacated'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  places: (tx, fact) => listSettledRoles(tx, Number(fact.incidentId)),

  async paint(scene) {
    await repaintTold(scene, (db, one) => faceOf(db, scene, one))
    return undefined
  },
}

function faceOf(db: Database, { incident }: Scene, { reaction, fact }: Told): Promise<Message> {
  if (reaction === 'tellHolder') return holderFace(db, fact)
  return reaction === 'tellVacancy' ? vacancyFace(db, incident, fact) : notTakenFace(db, incident, fact)
}

async function holderFace(db: Database, id: number): Promise<Message> {
  const fact = await getFact(db, id, 'role.assigned')
  const incident = Number(fact.incidentId)
  const [card, role, isOver] = await Promise.all([
    getCard(db, incident),
    getRole(db, incident, fact.data.role),
    isSettled(db, id),
  ])
  return roleMessage(card, role, changeOf(fact), isOver)
}

async function vacancyFace(db: Database, incident: number, id: number): Promise<Message> {
  const { data } = await getFact(db, id, 'role.vacated')
  const [role, person, isOver] = await Promise.all([
    getRole(db, incident, data.role),
    findPerson(db, data.person),
    isSettled(db, id),
  ])
  return vacancy(incident, role, leftRole(role, data.person, person?.kind === 'deactivated'), isOver)
}

/** That nobody holds a role after all, since the one who was asked would not have it. */
export async function notTakenFace(db: Database, incident: number, id: number): Promise<Message> {
  const fact = await getFact(db, id, 'handover.lapsed', 'handover.declined')
  const { handover, role } = fact.data
  const [offered, held, isOver] = await Promise.all([
    getHandover(db, handover),
    getRole(db, incident, role),
    isSettled(db, id),
  ])
  return vacancy(incident, held, notTaken(offered), isOver)
}

function changeOf({ actor, data }: Fact<'role.assigned'>): Change {
  return { person: data.person, from: data.from, by: actor.kind === 'person' ? actor.id : null }
}
