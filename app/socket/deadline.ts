import { inputFor } from '../input.ts'

export interface Deadline {
  /** Acknowledges, the first time it is called. */
  answer: (response?: unknown) => Promise<void>
  isAnswered: () => boolean
  /** Whether the answer left for Slack. */
  isSent: () => boolean
  clear: () => void
}

const again =
  'This took too long to tell whether it was recorded. Please press the button again: it cannot be recorded twice.'

/** What a person is told where it is not known whether what they asked was done. */
export function unknownOutcome(body: Record<string, unknown>): object {
  if (body.type === 'view_submission')
    return { response_action: 'errors', errors: { [inputFor(body.view) ?? '']: again } }
  if (typeof body.command === 'string')
    return {
      response_type: 'ephemeral',
      text: 'Dispatch is slow at the moment. Please type it again in a moment: it is not recorded twice.',
    }
  return {}
}
