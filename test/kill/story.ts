/** One change, however often it was sent. */
export interface Change {
  /** By which its message is known from all others. */
  words: string
  /** From what to what, where it is not words alone. */
  arrow?: string
}

/** An offer of the commander's role, and what came of it. */
export interface Offer {
  to: string
  outcome: 'open' | 'accepted' | 'declined' | 'lapsed'
}

export type Status = 'Active' | 'Stable' | 'Closed'

export const statusMarks: Record<Status, string> = {
  Active: ':red_circle: Active',
  Stable: ':large_yellow_circle: Stable',
  Closed: ':white_circle: Closed',
}

/** What people did with an incident after its report. */
export interface Story {
  changes: Change[]
  /** How many words of their own were given to changes so far. */
  said: number
  status: Status
  /** Who was brought in by others, and is told so once. */
  engaged: Set<string>
  /** Who came by themselves, and is told nothing. */
  joined: Set<string>
  /** Who left the channel, and is not brought back. */
  left: Set<string>
  scribe?: string
  offer?: Offer
  /** Whom the clock is to remind of a promise, once. */
  reminded?: string | undefined
  /** Whom it is to remind of an offer. */
  remindedOfOffer?: string | undefined
  /** Whether it is to archive the channel, after one warning. */
  archived: boolean
}

export function newStory(): Story {
  const nobody = () => new Set<string>()
  return {
    ...{ changes: [], said: 0, status: 'Active', archived: false },
    ...{ engaged: nobody(), joined: nobody(), left: nobody() },
  }
}
