import type { Tx } from '../db/database.ts'
import { type Fact, reactionMeant } from '../db/facts.ts'
import type { NewStep } from '../db/work/new-steps.ts'
import type { Part, WaitingFact } from '../db/work/outbox.ts'
import { lifecycle } from './lifecycle.ts'
import { type Rank, type Reaction, ranks } from './reaction.ts'
import type { World } from './world.ts'

/** What a fact sets in motion, each reaction for itself. */
export function partsOf(world: World, waiting: WaitingFact): Part[] {
  return Object.entries(reactionsTo(waiting.fact)).map(([name, reaction]) => ({
    plan: (tx) => planPart(tx, world, waiting, name),
    later: laterOf(name, reaction, waiting),
  }))
}

/** Steps by which one reaction answers a fact: one in each place, or none where nothing is called for. */
export async function planPart(
  tx: Tx,
  world: World,
  { fact, severity }: WaitingFact,
  name: string,
): Promise<NewStep[]> {
  const reaction = reactionsTo(fact)[name]
  if (!reaction) throw new Error(`${fact.type} is not known to set ${name} in motion`)
  const wanted =
    (!reaction.needs || world[reaction.needs]) &&
    (reaction.of !== 'incident' || fact.incidentId !== null) &&
    (!reaction.when || reaction.when(fact)) &&
    !isOwn(name, fact)
  if (!wanted) return []
  const places = reaction.places ? await reaction.places(tx, fact) : ['']
  return places.map((place) => stepOf(name, reaction, fact, severity, place))
}

// What becomes of a step never sets that step in motion again: it could fail for ever.
function isOwn(name: string, { subjectKind, data }: Fact): boolean {
  return subjectKind === 'step' && 'reaction' in data && reactionMeant(data) === name
}

/** What makes an incident ready. It is run by the process that plans it, without the queue's way in between. */
const urgentRanks = new Set<Rank>(['channel', 'invites', 'brief'])
/** The rest stands back for as long as that takes to be sent. */
const standBackMs = 100

const planAgainMs = 500

type AnyReaction = Reaction<Fact['type']>

// The table pairs each fact with reactions to it, which the compiler has checked; here the pair is looked up.
function reactionsTo(fact: Fact): Record<string, AnyReaction> {
  const table = lifecycle[fact.subjectKind] as Record<string, Record<string, AnyReaction>>
  return table[fact.type] ?? {}
}

function laterOf(name: string, reaction: AnyReaction, { fact, severity }: WaitingFact): NewStep {
  return {
    ...stepOf(name, reaction, fact, severity, name),
    effectKey: `planAgain:fact:${fact.id}:${name}`,
    reaction: 'planAgain',
    method: 'none',
    line: null,
    label: reaction.label ?? 'plan',
    kept: false,
    settleMs: planAgainMs,
    urgent: false,
  }
}

function wholeOf({ of }: AnyReaction, fact: Fact): string {
  if (of === 'fact') return `fact:${fact.id}`
  return of === 'incident' ? `incident:${fact.incidentId}` : `${fact.subjectKind}:${fact.subjectId}`
}

// Posts without a place of their own go to the incident's channel, whatever they are one of.
function inChannel({ incidentId }: Fact): string {
  return incidentId === null ? '' : `incident:${incidentId}`
}

function stepOf(name: string, reaction: AnyReaction, fact: Fact, severity: number, place: string): NewStep {
  const whole = wholeOf(reaction, fact)
  const isUrgent = urgentRanks.has(reaction.rank)
  return {
    effectKey: place === '' ? `${name}:${whole}` : `${name}:${whole}:${place}`,
    reaction: name,
    fact,
    place,
    lane: reaction.lane,
    method: reaction.method,
    priority: ranks.indexOf(reaction.rank) * 10 + severity,
    line: reaction.method === 'chat.postMessage' ? `posts:${place || inChannel(fact) || whole}` : null,
    label: reaction.label ?? null,
    skippable: reaction.skippable ?? false,
    kept: reaction.kind === 'keep',
    settleMs: isUrgent ? 0 : ((reaction.kind === 'keep' ? reaction.settleMs : undefined) ?? standBackMs),
    urgent: isUrgent,
  }
}
