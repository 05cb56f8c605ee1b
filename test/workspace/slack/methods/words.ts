import { isJson, type Json, string } from '../json.ts'
import type { Words } from '../posting.ts'
import { refuse } from '../refusal.ts'
import { type Problem, validateMessage } from '../validate.ts'

const longestText = 40_000

/** What a message says, refused in Slack's words where Slack would refuse it. */
export function wordsOf(args: Json): Words {
  const text = cut(args.text)
  for (const name of ['blocks', 'attachments']) {
    if (typeof args[name] === 'string' && args[name] !== '') refuse(`invalid_${name}_format`)
  }
  if (typeof args.metadata === 'string') refuse('invalid_metadata_format')
  const payload = {
    text,
    blocks: args.blocks || undefined,
    attachments: args.attachments || undefined,
    markdown_text: args.markdown_text === undefined ? undefined : string(args.markdown_text),
    metadata: args.metadata ?? undefined,
  }
  refuseProblems(validateMessage(payload))
  const { event_type, event_payload } = isJson(args.metadata) ? args.metadata : {}
  const marked = payload.markdown_text
  return {
    text: text || marked || '',
    blocks: marked ? [{ type: 'markdown', text: marked }] : payload.blocks,
    attachments: payload.attachments,
    ...(event_type
      ? { metadata: { event_type: string(event_type), event_payload: asJson(event_payload) } }
      : {}),
  }
}

function refuseProblems(problems: Problem[]): void {
  if (problems.length === 0) return
  const code = problems.find((it) => it.code)?.code ?? 'invalid_blocks'
  if (code === 'no_text') refuse(code)
  const errors = problems.map((it) => `${it.message} [json-pointer:${it.pointer}]`)
  refuse(code, { errors, response_metadata: { messages: errors.map((it) => `[ERROR] ${it}`) } })
}

function cut(text: unknown): string | undefined {
  if (text === undefined || text === null) return undefined
  const all = String(text)
  return all.length > longestText ? [...all].slice(0, longestText).join('') : all
}

function asJson(value: unknown): Json {
  return isJson(value) ? value : {}
}
