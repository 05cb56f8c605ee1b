/** One message of a client to its server; one without a label is not counted. */
export interface Frame {
  bytes: Buffer
  label: string | undefined
}

/** Cuts what a client sends into its messages; what is not whole yet waits for the rest. */
export type Splitter = (chunk: Buffer) => Frame[]

export const splitters = { slack: httpFrames, jira: httpFrames, postgres: postgresFrames, redis: redisFrames }
export type WireName = keyof typeof splitters

type Next = (pending: Buffer) => { length: number; label: string | undefined } | undefined

function splitter(next: Next): Splitter {
  let pending: Buffer = Buffer.alloc(0)
  return (chunk) => {
    pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk
    const frames: Frame[] = []
    for (let frame = next(pending); frame; frame = next(pending)) {
      frames.push({ bytes: pending.subarray(0, frame.length), label: frame.label })
      pending = pending.subarray(frame.length)
    }
    return frames
  }
}

function httpFrames(): Splitter {
  return splitter((pending) => {
    const end = pending.indexOf('\r\n\r\n')
    if (end < 0) return undefined
    const head = pending.toString('latin1', 0, end)
    if (/^transfer-encoding:/im.test(head)) throw new Error('a request without a content-length')
    const [, size = '0'] = /^content-length:\s*(\d+)/im.exec(head) ?? []
    const length = end + 4 + Number(size)
    return pending.length < length ? undefined : { length, label: requestOf(head) }
  })
}

function requestOf(head: string): string {
  const [, verb, path = ''] = /^(\S+) ([^\s?]*)/.exec(head) ?? []
  const slack = /^\/api\/(.+)$/.exec(path)?.[1]
  return slack ?? `${verb} ${path.replace(/^.*\/api\/3\//, '').replace(/[A-Z]+-\d+/, '{key}')}`
}

const sslRequest = 80_877_103

// Parse, Bind and Query are counted: the other kinds travel in the same packet as one of these.
function postgresFrames(): Splitter {
  let greeted = false
  const known = new Map<string, string>()
  return splitter((pending) => {
    if (!greeted) {
      if (pending.length < 8 || pending.length < pending.readInt32BE(0)) return undefined
      greeted = pending.readInt32BE(4) !== sslRequest
      return { length: pending.readInt32BE(0), label: undefined }
    }
    if (pending.length < 5 || pending.length < 1 + pending.readInt32BE(1)) return undefined
    const length = 1 + pending.readInt32BE(1)
    const label = sqlOf(pending.toString('latin1', 0, 1), pending.toString('utf8', 5, length), known)
    return { length, label }
  })
}

function sqlOf(kind: string, body: string, known: Map<string, string>): string | undefined {
  const [first = '', second = ''] = body.split('\0', 2)
  if (kind === 'P') known.set(first, statement(second))
  if (kind === 'P') return `parse ${known.get(first)}`
  if (kind === 'B') return `run ${known.get(second)}`
  return kind === 'Q' ? `query ${statement(first)}` : undefined
}

function statement(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 2_000)
}

function redisFrames(): Splitter {
  return splitter((pending) => {
    const words: string[] = []
    const line = (at: number) => {
      const end = pending.indexOf('\r\n', at)
      return end < 0 ? undefined : { number: Number(pending.toString('latin1', at + 1, end)), next: end + 2 }
    }
    const count = line(0)
    if (!count) return undefined
    let at = count.next
    for (let word = 0; word < count.number; word++) {
      const size = line(at)
      if (!size || pending.length < size.next + size.number + 2) return undefined
      if (word < 2) words.push(pending.toString('latin1', size.next, size.next + Math.min(size.number, 12)))
      at = size.next + size.number + 2
    }
    return { length: at, label: commandOf(words) }
  })
}

function commandOf([name = '', first = '']: string[]): string {
  const command = name.toLowerCase()
  return command === 'evalsha' ? `${command} ${first.slice(0, 8)}` : command
}
