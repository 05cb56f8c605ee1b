import { inputOf } from '../blocks/report.ts'

export interface Deadline {
  /** Acknowledges, the first time it is called. */
  answer: (response?: unknown) => Promise<void>
  isAnswered: () => boolean
  clear: () => void
}

const again =
  'This took too long to tell whether it was recorded. Please press the button again: it cannot be recorded twice.'

/** What a person is told where it is not known whether what they asked was done. */
export function unknownOutcome(body: Record<string, unknown>): object {
  if (body.type === 'view_submission')
    return { response_action: 'errors', errors: { [firstInput(body.view)]: again } }
  if (typeof body.command === 'string')
    return {
      response_type: 'ephemeral',
      text: 'Dispatch is slow at the moment. Please try again in a moment.',
    }
  return {}
}

function firstInput(view: unknown): string {
  const blocks = typeof view === 'object' && view !== null && 'blocks' in view ? view.blocks : undefined
  const input: unknown = Array.isArray(blocks) ? blocks.find((block) => block?.type === 'input') : undefined
  const id = typeof input === 'object' && input !== null && 'block_id' in input ? input.block_id : undefined
  return typeof id === 'string' ? id : inputOf(undefined)
}
