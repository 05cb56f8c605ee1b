import { type Request, requestWith } from '../db/requests.ts'

/** The key of a form that is sent: again with the same answers it is the same request, and with others it is refused. */
export function requestOf(view: { id: string }, answers: unknown): Request {
  return requestWith(`view:${view.id}`, answers)
}

/** The input of a view that a refusal of this field is told under: the one of that name, else the first; nothing where it has none. */
export function inputFor(view: unknown, field?: string): string | undefined {
  const inputs = blocksOf(view).flatMap((block) => (block.type === 'input' ? [String(block.block_id)] : []))
  return inputs.find((id) => id === field) ?? inputs[0]
}

function blocksOf(view: unknown): { type?: unknown; block_id?: unknown }[] {
  const blocks = typeof view === 'object' && view !== null && 'blocks' in view ? view.blocks : undefined
  return Array.isArray(blocks) ? blocks : []
}
