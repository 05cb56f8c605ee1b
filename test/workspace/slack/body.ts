import type { IncomingMessage } from 'node:http'
import { isJson, type Json } from './json.ts'

const structured = new Set([
  'attachments',
  'blocks',
  'changes',
  'channel_ids',
  'criteria',
  'document_content',
  'files',
  'message',
  'metadata',
  'user_ids',
  'view',
])

export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })
}

/** The words of an uploaded file, sent bare or as the first file of a multipart form. */
export async function fileIn(request: IncomingMessage, body: Buffer): Promise<string> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return body.toString()
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const [file] = form.values()
  return typeof file === 'string' || file === undefined ? (file ?? '') : file.text()
}

/** The arguments of a call, form or JSON alike; undefined if the JSON is none. */
export function argumentsOf(request: IncomingMessage, body: string): Json | undefined {
  const query = request.url?.includes('?') ? request.url.slice(request.url.indexOf('?') + 1) : ''
  const args = fromForm(query)
  const type = request.headers['content-type'] ?? ''
  if (!type.includes('json')) return { ...args, ...fromForm(body) }
  const parsed = parsedJson(body || '{}')
  return isJson(parsed) ? { ...args, ...decoded(parsed) } : undefined
}

/** The value of a JSON text, or undefined. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fromForm(body: string): Json {
  return body ? decoded(Object.fromEntries(new URLSearchParams(body))) : {}
}

function decoded(args: Json): Json {
  for (const [name, value] of Object.entries(args)) {
    if (!structured.has(name) || typeof value !== 'string') continue
    const parsed = parsedJson(value)
    args[name] = parsed === undefined ? value : parsed
  }
  return args
}
