import type { Place } from './contract.ts'

/** An envelope that nobody's client would send: Slack's own words on who and where, with the rest made up. */
export type Forgery =
  | {
      kind: 'block_actions'
      at: Place
      action: Record<string, unknown>
      /** What the view in it holds instead. */
      view?: Record<string, unknown>
    }
  | { kind: 'view_submission'; view: Record<string, unknown>; at?: undefined }
  | { kind: 'command'; channel: string; text: string }
