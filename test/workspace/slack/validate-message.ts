import { limits } from './limits.ts'
import { checkEntry } from './validate-shape.ts'
import { isRecord, lengthOf, type Problem, problem, type Thing } from './validate-values.ts'
import { checkBlocks } from './validate-whole.ts'

/** Text, which blocks need too as what notifications say, and what may not stand beside what. */
export function checkWords(payload: Thing): Problem[] {
  const { text_max, markdown_text_max, exclusive } = limits.message
  const has = (name: string) => filled(payload[name])
  const found = [
    ...checkWord(payload.text, '/text', text_max),
    ...checkWord(payload.markdown_text, '/markdown_text', markdown_text_max),
    ...exclusive
      .filter(([one, other]) => has(one) && has(other))
      .map(([one, other]) => problem(`/${one}`, `not allowed beside ${other}`, 'markdown_text_conflict')),
  ]
  const alone = has('blocks') && !has('text') && !has('markdown_text')
  if (alone || !['text', 'markdown_text', 'attachments'].some(has)) {
    found.push(problem('', 'missing required field: text', 'no_text'))
  }
  return found
}

export function checkAttachments(attachments: unknown): Problem[] {
  if (attachments === undefined) return []
  if (!Array.isArray(attachments)) {
    return [problem('/attachments', 'must provide an array', 'invalid_attachments')]
  }
  const most = limits.message.max_attachments
  const found = attachments.flatMap((one: unknown, n) => checkAttachment(one, `/attachments/${n}`))
  if (attachments.length > most) {
    found.unshift(problem('/attachments', `no more than ${most} items allowed`, 'too_many_attachments'))
  }
  return found
}

export function checkMetadata(metadata: unknown): Problem[] {
  if (metadata === undefined || (isRecord(metadata) && Object.keys(metadata).length === 0)) return []
  const code = 'invalid_metadata_format'
  if (!isRecord(metadata)) return [problem('/metadata', 'must provide an object', code)]
  const { metadata: entry, metadata_max_bytes: most } = limits.message
  const found = checkEntry(entry, '', metadata, '/metadata', { surface: 'message' })
    .concat(checkPayload(metadata.event_payload))
    .map((one) => ({ ...one, code }))
  if (Buffer.byteLength(JSON.stringify(metadata)) > most) {
    found.push({
      pointer: '/metadata',
      message: `must be less than ${most + 1} bytes`,
      code: 'metadata_too_large',
    })
  }
  return found
}

function checkWord(words: unknown, pointer: string, most: number): Problem[] {
  if (words === undefined) return []
  if (typeof words !== 'string') return [problem(pointer, 'must provide a string')]
  if (lengthOf(words) <= most) return []
  return [problem(pointer, `must be less than ${most + 1} characters`, 'msg_too_long')]
}

function filled(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}

function checkAttachment(attachment: unknown, pointer: string): Problem[] {
  const code = 'invalid_attachments'
  if (!isRecord(attachment)) return [problem(pointer, 'must provide an object', code)]
  const { attachment_keys: known, max_blocks } = limits.message
  const extra = Object.keys(attachment).filter((name) => !known.includes(name))
  const found = extra.map((name) => problem(pointer, `invalid additional property: ${name}`, code))
  if (attachment.blocks === undefined) return found
  return [
    ...found,
    ...checkBlocks(attachment.blocks, `${pointer}/blocks`, max_blocks, { surface: 'message' }),
  ]
}

function checkPayload(payload: unknown): Problem[] {
  if (!isRecord(payload)) return []
  return Object.entries(payload)
    .filter(([, value]) => !['string', 'number', 'boolean'].includes(typeof value))
    .map(([name]) => problem(`/metadata/event_payload/${name}`, 'must provide a string, number or boolean'))
}
