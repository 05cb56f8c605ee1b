import type { SQL } from 'drizzle-orm'
import type { Database } from '../../db/database.ts'
import type { Actor } from '../../db/facts.ts'
import type { Asker, Place, State } from './cast.ts'
import type { Kind } from './table.ts'

/** Where an act is tried, by whom, in a transaction that is taken back afterwards. */
export interface Scene extends Place {
  db: Database
  who: Actor
  person: string
  asker: Asker
  /** The first column of the first row. */
  value<T>(query: SQL): Promise<T>
}

/** One way to ask for an act, by its real verb. */
export interface Attempt {
  /** Makes what the act is on, and answers how to ask for it. */
  ready(scene: Scene): Promise<() => Promise<unknown>>
  /** How it ends for one who may, where not as `done`: the code of the refusal, by the incident's state or altogether. */
  ends?: Partial<Record<State, string>> | ((of: Pick<Scene, 'asker' | 'visibility' | 'state'>) => string)
  /** For whom the table's row does not hold, as the act is about this very person: the code that they get. */
  but?: (asker: Asker, place: Place) => string | undefined
}

/** By the names of the verbs that declare the act; the clock alone can call one that is not exported. */
export type Attempts = Record<string, Attempt[] | 'not exported'>

/** Over: what nobody is let into, or changes, any more. */
export const over = (code: string) => ({ closed: code, declined: code, merged: code })

export const isOutside = (kind: Kind) => kind === 'outside' || kind === 'left' || kind === 'admin-outside'
