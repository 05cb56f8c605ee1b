import { limits } from './limits.ts'
import { checkAttachments, checkMetadata, checkWords } from './validate-message.ts'
import type { Place } from './validate-rules.ts'
import { checkEntry } from './validate-shape.ts'
import { checkStrings, isRecord, type Problem, problem, type Thing } from './validate-values.ts'
import { allBlocks, checkBlocks, checkSums, checkTogether, type Found } from './validate-whole.ts'

export type { Problem }

export interface MessagePayload {
  text?: string
  blocks?: unknown
  attachments?: unknown
  markdown_text?: string
  metadata?: unknown
}

/** All that Slack would refuse in a message, in order of where it stands; none means it would be posted. */
export function validateMessage(payload: MessagePayload): Problem[] {
  const { blocks, attachments, metadata } = payload
  const all = [...allBlocks(blocks, '/blocks'), ...attachedBlocks(attachments)]
  const { max_blocks } = limits.message
  return [
    ...checkWords({ ...payload }),
    ...(blocks === undefined ? [] : checkBlocks(blocks, '/blocks', max_blocks, { surface: 'message' })),
    ...checkAttachments(attachments),
    ...checkTogether(all),
    ...checkSums([blocks, ...recordsOf(attachments).map((one) => one.blocks)], all),
    ...checkMetadata(metadata),
    ...checkStrings(payload, ''),
  ]
}

/** All that Slack would refuse in a view; pointers start at `/view`. */
export function validateView(view: unknown, kind?: 'modal' | 'home'): Problem[] {
  if (!isRecord(view)) return [problem('/view', 'must provide an object')]
  const type = view.type
  if (type === undefined) return [problem('/view', 'missing required field: type')]
  if ((type !== 'modal' && type !== 'home') || (kind && type !== kind)) {
    return [problem('/view/type', `unsupported type: ${String(type)}`)]
  }
  const place: Place = { surface: type }
  const { max_blocks, max_json_bytes } = limits.view
  const all = allBlocks(view.blocks, '/view/blocks')
  const found = [
    ...checkEntry(limits.view[type], type, view, '/view', place),
    ...(view.blocks === undefined ? [] : checkBlocks(view.blocks, '/view/blocks', max_blocks, place)),
    ...checkTogether(all),
    ...checkStrings(view, '/view'),
  ]
  if (type === 'modal' && view.submit === undefined && all.some(({ thing }) => thing.type === 'input')) {
    found.push(problem('/view', 'missing required field: submit'))
  }
  if (Buffer.byteLength(JSON.stringify(view)) > max_json_bytes) {
    found.unshift(problem('/view', `must be less than ${max_json_bytes + 1} bytes`, 'view_too_large'))
  }
  return found
}

function attachedBlocks(attachments: unknown): Found[] {
  return recordsOf(attachments).flatMap((one, n) => allBlocks(one.blocks, `/attachments/${n}/blocks`))
}

function recordsOf(list: unknown): Thing[] {
  return Array.isArray(list) ? list.map((one: unknown) => (isRecord(one) ? one : {})) : []
}
