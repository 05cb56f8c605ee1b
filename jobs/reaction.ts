import type { Database, Tx } from '../db/database.ts'
import type { Fact, FactType, SubjectKind } from '../db/facts.ts'
import type { Lane, StepLabel } from '../db/schema/steps.ts'
import type { Lease } from '../db/work/lease.ts'
import type { NewStep } from '../db/work/new-steps.ts'
import type { WaitingFact } from '../db/work/outbox.ts'
import type { Answer, Paint } from '../db/work/outcome.ts'
import type { World } from './world.ts'

/** Where a reaction stands when it acts. */
export interface Scene {
  db: Database
  world: World
  lease: Lease
  /** The incident that the step is of; throws where it is of none. */
  incident: number
  place: string
  /** The reaction of that name, or nothing where this process does not know it. */
  reactionNamed(name: string): Reaction<FactType> | undefined
  /** The steps by which the reaction of that name answers a fact. */
  plan(tx: Tx, waiting: WaitingFact, name: string): Promise<NewStep[]>
}

/** In which order steps get rate tokens, and are run: the first is never made to wait by the last. */
export const ranks = ['channel', 'invites', 'brief', 'updates', 'reminders', 'cosmetics'] as const
export type Rank = (typeof ranks)[number]

interface Common<T extends FactType> {
  lane: Lane
  rank: Rank
  /** The outside call that it is rated by. */
  method: string
  label?: StepLabel
  skippable?: boolean
  /** The system that it needs; where that is not configured, nothing is done. */
  needs?: keyof World
  /** The places in which it acts, a step each; without it, one step. */
  places?: (tx: Tx, fact: Fact<T>) => Promise<string[]>
  /** What there is one effect of, in each place: an incident, whichever of its facts asks for it, a subject, or each fact. */
  of: 'incident' | 'subject' | 'fact'
  /** Whether this fact calls for it at all. */
  when?: (fact: Fact<T>) => boolean
}

/** Made once: a channel, a message, a ticket. */
export interface Once<T extends FactType> extends Common<T> {
  kind: 'once'
  /** How long the far side may take to finish what it did not answer. */
  quietMs: number
  lookMethod: string
  /** Finds what an earlier try may have made. */
  look: (scene: Scene) => Promise<Answer | undefined>
  /** Makes it; nothing, where there is nothing to make. */
  make: (scene: Scene) => Promise<Answer>
  /** Removes all that was made but the one that is kept. */
  removeTwins?: (scene: Scene, kept: string) => Promise<void>
}

/** Kept true: painted from what is true now, as often as that changes. */
export interface Keep<T extends FactType> extends Common<T> {
  kind: 'keep'
  /** How long a burst may gather before it is painted. */
  settleMs?: number
  /** How long the next painting waits after one, at least: what comes in between is painted once. */
  restMs?: number
  /** How long the far side may take to finish what it did not answer; Slack's, unless it is another. */
  quietMs?: number
  paint: (scene: Scene) => Promise<Paint['record']>
}

/** Done at most once, and may be lost: an answer to the person who asked. */
export interface Lossy<T extends FactType> extends Common<T> {
  kind: 'lossy'
  tell: (scene: Scene) => Promise<void>
}

export type Reaction<T extends FactType> = Once<T> | Keep<T> | Lossy<T>

/** From each fact of a subject to what it sets in motion: a fact without an entry does not compile. */
export type Lifecycle<S extends SubjectKind> = {
  [F in FactType<S> & FactType]: { [name: string]: Reaction<F> }
}

/** Slack finishes what it did not answer within this. */
export const slackQuietMs = 12_000
/** Jira finishes what it did not answer within this: it takes up to half a minute, of which we wait ten seconds. */
export const jiraSettleMs = 60_000
/** Jira's index, by which a ticket is looked for, lags by up to this. */
export const jiraQuietMs = 150_000
