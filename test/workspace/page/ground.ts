import type { Slack } from '../slack/contract.ts'
import type { Link, Wind } from './shape.ts'

/** What the page shows: a workspace, and what stands behind it in a demo. */
export interface Ground {
  slack: Slack
  /** Shown beside the workspace's name, such as the fake Jira's own page. */
  links?: Link[]
  clock?: Clock
}

/** The app's clock, which only goes ahead. */
export interface Clock {
  /** When it was moved, oldest first. */
  winds(): Wind[]
  /** Moves it ahead; answers with a sentence where it could not go as far. */
  wind(ms: number): Promise<string | undefined>
  /** Called whenever it was moved; returns how to stop listening. */
  watch(listener: () => void): () => void
}
