import type { IncomingMessage, ServerResponse } from 'node:http'
import { perform, type Reply } from './api.ts'
import type { Call, Fault } from './contract.ts'
import type { FaultBox } from './faults.ts'
import { type Json, string } from './json.ts'
import { readerOf } from './readers.ts'
import { ruleOf } from './table.ts'
import { receive } from './uploads.ts'
import type { World } from './world.ts'

interface Answer {
  status: number
  headers: Record<string, string>
  body: string
  /** What `calls` shall say of it. */
  label: string
}

/** What happens between a call's arrival and its answer, faults and limits included. */
export class Wire {
  private readonly world: World
  private readonly faults: FaultBox
  private readonly started = performance.now()

  constructor(world: World, faults: FaultBox) {
    this.world = world
    this.faults = faults
  }

  call(method: string, args: Json | undefined, request: IncomingMessage, response: ServerResponse): void {
    const token = this.tokenOf(request, args ?? {})
    const { token: _, ...shown } = args ?? {}
    const call = this.arrived(method, shown, token, readerOf(this.world, method, shown))
    this.play(call, request, response, () => {
      if (!args) return spoken({ status: 200, headers: json, body: { ok: false, error: 'invalid_json' } })
      const wait = this.tooMany(call)
      if (wait !== undefined) return limited(wait, 'ratelimited')
      return spoken(perform(this.world, method, shown, token))
    })
  }

  /** An answer to a response_url: a message of the wire like any other. */
  respond(id: string, body: Json, request: IncomingMessage, response: ServerResponse): void {
    const call = this.arrived('response_url', body, 'none', this.world.responseUrls.readerOf(id, body))
    this.play(call, request, response, () => {
      const answer = this.world.responseUrls.use(this.world, id, body)
      const label = answer.status === 200 ? 'ok' : `http ${answer.status}`
      return { ...answer, headers: { 'content-type': 'text/plain' }, label }
    })
  }

  /** The bytes of a file, at the address that was handed out for them. */
  upload(ticket: string, body: string, request: IncomingMessage, response: ServerResponse): void {
    const call = this.arrived('upload', { length: Buffer.byteLength(body) }, 'none')
    this.play(call, request, response, () => {
      const answer = receive(this.world, ticket, body)
      const label = answer.status === 200 ? 'ok' : `http ${answer.status}`
      return { ...answer, headers: { 'content-type': 'text/plain' }, label }
    })
  }

  private arrived(method: string, args: Json, token: Call['token'], to?: string): Call {
    const at = performance.now() - this.started
    const call: Call = { method, args, at, token, ...(to === undefined ? {} : { to }) }
    this.world.calls.push(call)
    return call
  }

  private play(call: Call, request: IncomingMessage, response: ServerResponse, effect: () => Answer): void {
    const fault = this.faults.arrived(call)
    this.world.changed('call', call.method)
    if (!fault) this.send(call, response, effect())
    else if (fault.kind === 'slow') this.send(call, response, effect(), fault.ms)
    else if (fault.kind === 'held') this.world.later(fault.ms, () => this.send(call, response, effect()))
    else if (fault.kind === 'cut') this.cut(call, response, fault.how, effect())
    else if (isSilent(fault)) this.fallSilent(call, request, fault, effect)
    else this.send(call, response, refusalFor(fault))
  }

  private fallSilent(call: Call, request: IncomingMessage, fault: Silent, effect: () => Answer): void {
    if (fault.kind === 'reply lost') effect()
    if (fault.kind !== 'hang') request.socket.resetAndDestroy()
    if (fault.kind === 'late') this.world.later(fault.ms, () => void effect())
    this.settled(call, fault.kind)
  }

  private cut(
    call: Call,
    response: ServerResponse,
    how: Cut['how'],
    { status, headers, body }: Answer,
  ): void {
    const { socket } = response
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
    response.write(body.slice(0, 1), () => {
      if (how === 'closed') socket?.destroy()
      if (how === 'reset') socket?.resetAndDestroy()
    })
    this.settled(call, 'cut')
  }

  private send(call: Call, response: ServerResponse, answer: Answer, extra = 0): void {
    const delay = this.faults.delayMs + extra
    const now = () => {
      response.writeHead(answer.status, answer.headers).end(answer.body)
      this.settled(call, answer.label)
    }
    if (delay > 0) this.world.later(delay, now)
    else now()
  }

  private settled(call: Call, answer: string): void {
    call.answer = answer
    call.answeredAt = performance.now() - this.started
    this.world.changed('call', call.method)
  }

  private tooMany(call: Call): number | undefined {
    const rule = ruleOf(call.method)
    if (!rule || call.token === 'none' || call.token === 'unknown') return undefined
    return this.faults.buckets.take(call.method, rule.tier, string(call.args.channel))
  }

  private tokenOf(request: IncomingMessage, args: Json): Call['token'] {
    const [, bearer] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    const token = bearer ?? string(args.token)
    if (!token) return 'none'
    if (token === this.world.botToken) return 'bot'
    return token === this.world.appToken ? 'app' : 'unknown'
  }
}

type Silent = Extract<Fault, { kind: 'hang' | 'reset' | 'reply lost' | 'late' }>

type Cut = Extract<Fault, { kind: 'cut' }>

function isSilent(fault: Exclude<Fault, { kind: 'slow' | 'held' | 'cut' }>): fault is Silent {
  return ['hang', 'reset', 'reply lost', 'late'].includes(fault.kind)
}

const json = { 'content-type': 'application/json; charset=utf-8' }

function spoken({ status, headers, body }: Reply): Answer {
  const label = body.ok === true ? 'ok' : string(body.error)
  return { status, headers, body: JSON.stringify(body), label }
}

function limited(retryAfter: number, label: string): Answer {
  const body = JSON.stringify({ ok: false, error: 'ratelimited' })
  return { status: 429, headers: { ...json, 'retry-after': String(Math.ceil(retryAfter)) }, body, label }
}

function refusalFor(fault: Extract<Fault, { kind: 'rate limited' | 'error' | 'http' }>): Answer {
  if (fault.kind === 'rate limited') return limited(fault.retryAfter, 'rate limited')
  if (fault.kind === 'error') {
    return spoken({ status: 200, headers: json, body: { ok: false, error: fault.code } })
  }
  const body = '<html><body>something went wrong</body></html>'
  return {
    status: fault.status,
    headers: { 'content-type': 'text/html' },
    body,
    label: `http ${fault.status}`,
  }
}
