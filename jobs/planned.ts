import type { Tx } from '../db/database.ts'
import type { Fact } from '../db/facts.ts'
import type { NewStep, WaitingFact } from '../db/work/outbox.ts'
import { lifecycle } from './lifecycle.ts'
import { type Rank, type Reaction, ranks } from './reaction.ts'
import type { World } from './world.ts'

/** Steps by which the product turns one fact into what it sets in motion. */
export async function planSteps(tx: Tx, world: World, { fact, severity }: WaitingFact): Promise<NewStep[]> {
  const wanted = reactionsTo(fact).filter(
    ([name, reaction]) =>
      (!reaction.needs || world[reaction.needs]) &&
      (reaction.of !== 'incident' || fact.incidentId !== null) &&
      (!reaction.when || reaction.when(fact)) &&
      !isOwn(name, fact),
  )
  // Asked together, the places travel in one round trip.
  const steps = await Promise.all(
    wanted.map(async ([name, reaction]) => {
      const places = reaction.places ? await reaction.places(tx, fact) : ['']
      return places.map((place) => stepOf(name, reaction, fact, severity, place))
    }),
  )
  return steps.flat()
}

// What becomes of a step never sets that step in motion again: it could fail for ever.
function isOwn(name: string, { subjectKind, data }: Fact): boolean {
  return subjectKind === 'step' && 'reaction' in data && data.reaction === name
}

/** What makes an incident ready. It is run by the process that plans it, without the queue's way in between. */
const urgentRanks = new Set<Rank>(['channel', 'invites', 'brief'])
/** The rest stands back for as long as that takes to be sent. */
const standBackMs = 100

type AnyReaction = Reaction<Fact['type']>

// The table pairs each fact with reactions to it, which the compiler has checked; here the pair is looked up.
function reactionsTo(fact: Fact): [string, AnyReaction][] {
  const table = lifecycle[fact.subjectKind] as Record<string, Record<string, AnyReaction>>
  return Object.entries(table[fact.type] ?? {})
}

function stepOf(name: string, reaction: AnyReaction, fact: Fact, severity: number, place: string): NewStep {
  const whole =
    reaction.of === 'incident' ? `incident:${fact.incidentId}` : `${fact.subjectKind}:${fact.subjectId}`
  const isUrgent = urgentRanks.has(reaction.rank)
  return {
    effectKey: place === '' ? `${name}:${whole}` : `${name}:${whole}:${place}`,
    reaction: name,
    fact,
    place,
    lane: reaction.lane,
    method: reaction.method,
    priority: ranks.indexOf(reaction.rank) * 10 + severity,
    line: reaction.method === 'chat.postMessage' ? `posts:${place || whole}` : null,
    label: reaction.label ?? null,
    skippable: reaction.skippable ?? false,
    settleMs: isUrgent ? 0 : ((reaction.kind === 'keep' ? reaction.settleMs : undefined) ?? standBackMs),
    urgent: isUrgent,
  }
}
