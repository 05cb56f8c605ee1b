import type { FactType, SubjectKind } from '../db/facts.ts'
import { channel } from './lifecycle/channel.ts'
import { incident } from './lifecycle/incident.ts'
import { person } from './lifecycle/person.ts'
import { step } from './lifecycle/step.ts'
import { workspace } from './lifecycle/workspace.ts'
import { planAgain } from './plan-again.ts'
import type { Lifecycle, Reaction } from './reaction.ts'

/** What every fact sets in motion, a line a subject. */
export const lifecycle = {
  incident,
  step,
  workspace,
  channel,
  person,
} satisfies { [S in SubjectKind]: Lifecycle<S> }

/** The facts that this process knows what to do about. */
export const knownFacts: string[] = Object.values(lifecycle).flatMap((table) => Object.keys(table))

/** Every reaction by its name; two of one name are one. */
export const reactions: ReadonlyMap<string, Reaction<FactType>> = new Map([
  // A worker only calls what needs no fact, so that which facts a reaction takes no longer matters.
  ...Object.values(lifecycle).flatMap((table) =>
    Object.values(table).flatMap((named) => Object.entries(named as Record<string, Reaction<FactType>>)),
  ),
  ['planAgain', planAgain],
])
