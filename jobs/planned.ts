import type { Tx } from '../db/database.ts'
import type { Fact } from '../db/facts.ts'
import type { NewStep, WaitingFact } from '../db/work/outbox.ts'
import { lifecycle } from './lifecycle.ts'
import { type Reaction, ranks } from './reaction.ts'
import type { World } from './world.ts'

/** Steps by which the product turns one fact into what it sets in motion. */
export async function planSteps(tx: Tx, world: World, { fact, severity }: WaitingFact): Promise<NewStep[]> {
  const steps: NewStep[] = []
  for (const [name, reaction] of reactionsTo(fact)) {
    if (reaction.needs && !world[reaction.needs]) continue
    if (reaction.of === 'incident' && fact.incidentId === null) continue
    if (reaction.when && !reaction.when(fact)) continue
    const places = reaction.places ? await reaction.places(tx, fact) : ['']
    for (const place of places) steps.push(stepOf(name, reaction, fact, severity, place))
  }
  return steps
}

type AnyReaction = Reaction<Fact['type']>

// The table pairs each fact with reactions to it, which the compiler has checked; here the pair is looked up.
function reactionsTo(fact: Fact): [string, AnyReaction][] {
  const table = lifecycle[fact.subjectKind] as Record<string, Record<string, AnyReaction>>
  return Object.entries(table[fact.type] ?? {})
}

function stepOf(name: string, reaction: AnyReaction, fact: Fact, severity: number, place: string): NewStep {
  const whole =
    reaction.of === 'incident' ? `incident:${fact.incidentId}` : `${fact.subjectKind}:${fact.subjectId}`
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
    settleMs: reaction.kind === 'keep' ? (reaction.settleMs ?? 0) : 0,
  }
}
