import type { File } from './contract.ts'
import type { World } from './world.ts'

/** A file on its way: an address was handed out, then its bytes came, then it was completed. */
export interface Upload extends File {
  ticket: string
  length: number
  state: 'asked' | 'received' | 'completed'
  created: number
}

/** Takes the bytes of a file once, and only as many as were announced. */
export function receive(world: World, ticket: string, content: string): { status: number; body: string } {
  const upload = [...world.uploads.values()].find((it) => it.ticket === ticket)
  if (upload?.state !== 'asked') return { status: 404, body: 'not found' }
  const length = Buffer.byteLength(content)
  if (length !== upload.length) return { status: 400, body: 'the length differs' }
  Object.assign(upload, { content, state: 'received' })
  return { status: 200, body: `OK - ${length}` }
}
