import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from '../slack/contract.ts'
import type { Answer } from './routes.ts'

/** Timers of answers and effects still to come, so that stopping leaves none behind. */
export class Later {
  private readonly timers = new Set<NodeJS.Timeout>()

  after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      act()
    }, ms)
    this.timers.add(timer)
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }
}

export interface Wire {
  request: IncomingMessage
  response: ServerResponse
  later: Later
  latencyMs: number
}

/** Plays the fault, if any, around the effect; `answered` hears how it ended. */
export function play(
  fault: Fault | undefined,
  effect: () => Answer,
  wire: Wire,
  answered: (how: string) => void,
): void {
  if (fault?.kind === 'held') {
    wire.later.after(fault.ms, () => play(undefined, effect, wire, answered))
    return
  }
  const answer = answerTo(fault, effect, wire)
  if (!answer) {
    if (fault) answered(fault.kind)
    return
  }
  const wait = wire.latencyMs + (fault?.kind === 'slow' ? fault.ms : 0)
  const go = () => {
    send(wire.response, answer)
    answered(fault ? fault.kind : answer.status < 300 ? 'ok' : String(answer.status))
  }
  if (wait > 0) wire.later.after(wait, go)
  else go()
}

export function send(response: ServerResponse, { status, body }: Answer): void {
  if (response.destroyed) return
  const html = typeof body === 'string'
  response.statusCode = status
  if (body === undefined) {
    response.end()
    return
  }
  response.setHeader('content-type', html ? 'text/html; charset=utf-8' : 'application/json;charset=UTF-8')
  response.setHeader('cache-control', 'no-store')
  response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  response.setHeader('x-content-type-options', 'nosniff')
  response.end(html ? body : JSON.stringify(body))
}

/** The body, up to a megabyte; undefined where the client left before its end. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request) {
      size += chunk.length
      if (size <= 1_000_000) chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return size > 1_000_000 ? '\0' : Buffer.concat(chunks).toString('utf8')
}

function answerTo(fault: Fault | undefined, effect: () => Answer, wire: Wire): Answer | undefined {
  const { request, response, later } = wire
  switch (fault?.kind) {
    case undefined:
    case 'slow':
      return effect()
    case 'rate limited':
      response.setHeader('retry-after', String(fault.retryAfter))
      return failure(429, 'Rate limit exceeded.')
    case 'error':
      return failure(400, fault.code)
    case 'http':
      return fault.status < 300
        ? proxyPage(fault.status)
        : failure(fault.status, 'The site is not available.')
    case 'hang':
      return undefined
    case 'reply lost':
      effect()
      break
    case 'late':
      later.after(fault.ms, effect)
      break
    case 'reset':
      break
  }
  request.socket.resetAndDestroy()
  return undefined
}

function proxyPage(status: number): Answer {
  return { status, body: '<html><body>Sign in to go on.</body></html>' }
}

function failure(status: number, message: string): Answer {
  return { status, body: { errorMessages: [message], errors: {} } }
}
