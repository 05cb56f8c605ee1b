import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { isJson, type Json, string } from './json.ts'
import type { Timing } from './world.ts'

export type EnvelopeKind = 'events_api' | 'interactive' | 'slash_commands'
export type Outcome = { kind: 'acked'; payload: Json } | { kind: 'unanswered' } | { kind: 'nobody' }
export type Reason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets'

interface Line {
  id: string
  socket: WebSocket
  silent: boolean
  answered: boolean
  /** Told to go: it gets nothing new while another stands. */
  leaving: boolean
}

const most = 10
const ticketMs = 30_000
const goodbyeMs = 300

/** The app's open sockets: each envelope goes to one of them, in turn. */
export class Hub {
  private readonly server = new WebSocketServer({ noServer: true, autoPong: false })
  private readonly tickets = new Map<string, number>()
  private readonly waiting = new Map<string, (outcome: Outcome) => void>()
  private readonly timing: Timing
  private readonly appId: string
  private readonly changed: (id: string) => void
  private lines: Line[] = []
  private turn = 0
  private pinging: NodeJS.Timeout | undefined
  /** Whether the app was ever here; before that Slack keeps nothing for it. */
  everOpened = false

  constructor(timing: Timing, appId: string, changed: (id: string) => void) {
    this.timing = timing
    this.appId = appId
    this.changed = changed
  }

  get open(): number {
    return this.carrying().length
  }

  /** A single-use address, as apps.connections.open gives it. */
  address(origin: string): string {
    const ticket = randomUUID()
    this.tickets.set(ticket, performance.now())
    return `${origin.replace('http:', 'ws:')}/link/?ticket=${ticket}&app_id=${this.appId}`
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '', 'http://slack').searchParams.get('ticket') ?? ''
    const born = this.tickets.get(ticket)
    this.tickets.delete(ticket)
    if (born === undefined || performance.now() - born > ticketMs) {
      stream.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      return
    }
    this.server.handleUpgrade(request, stream, head, (socket) => this.welcome(socket))
  }

  /** Sends one envelope and waits for its ack, at most as long as Slack would. */
  send(type: EnvelopeKind, payload: Json, extra: Json = {}): Promise<Outcome> {
    const staying = this.carrying().filter((line) => !line.leaving)
    const lines = staying.length > 0 ? staying : this.carrying()
    const line = lines[this.turn++ % Math.max(1, lines.length)]
    if (!line) return Promise.resolve({ kind: 'nobody' })
    const envelope_id = randomUUID()
    const answered = new Promise<Outcome>((resolve) => {
      const settle = (outcome: Outcome) => {
        this.waiting.delete(envelope_id)
        clearTimeout(timer)
        resolve(outcome)
      }
      const timer = setTimeout(() => settle({ kind: 'unanswered' }), this.timing.ackMs)
      this.waiting.set(envelope_id, settle)
    })
    const takesAnswer = type === 'slash_commands' || answerable.has(string(payload.type))
    const envelope = { envelope_id, payload, type, accepts_response_payload: takesAnswer, ...extra }
    if (!line.silent) line.socket.send(JSON.stringify(envelope))
    return answered
  }

  recycle(nth = 0, reason: Reason = 'warning'): void {
    const line = this.carrying()[nth]
    if (!line) throw new Error(`there is no socket ${nth}`)
    line.leaving = true
    this.bid(line.socket, reason)
    const timer = setTimeout(() => line.socket.close(1000), this.timing.closeMs)
    line.socket.once('close', () => clearTimeout(timer))
  }

  silence(nth = 0): void {
    const line = this.carrying()[nth]
    if (!line) throw new Error(`there is no socket ${nth}`)
    line.silent = true
  }

  drop(): void {
    for (const line of this.lines) line.socket.terminate()
  }

  /** Says goodbye to every socket, and cuts those that do not answer. */
  async stop(): Promise<void> {
    clearInterval(this.pinging)
    for (const settle of [...this.waiting.values()]) settle({ kind: 'unanswered' })
    const goodbyes = this.lines.map(({ socket }) => {
      const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
      if (socket.readyState === WebSocket.OPEN) socket.close(1001)
      const impatience = setTimeout(() => socket.terminate(), goodbyeMs)
      return gone.finally(() => clearTimeout(impatience))
    })
    await Promise.all(goodbyes)
    this.server.close()
  }

  private carrying(): Line[] {
    return this.lines.filter((line) => line.socket.readyState === WebSocket.OPEN)
  }

  private welcome(socket: WebSocket): void {
    socket.on('error', () => socket.terminate())
    if (this.open >= most) {
      this.bid(socket, 'too_many_websockets')
      socket.close(1000)
      return
    }
    const line: Line = { id: randomUUID(), socket, silent: false, answered: true, leaving: false }
    this.lines.push(line)
    socket.on('message', (data) => this.heard(line, data.toString()))
    socket.on('ping', (data) => line.silent || socket.pong(data))
    socket.on('pong', () => {
      line.answered = true
    })
    socket.on('close', () => this.gone(line))
    this.keepAlive()
    socket.send(JSON.stringify(this.hello()))
    this.everOpened = true
    this.changed(line.id)
  }

  private hello(): Json {
    return {
      type: 'hello',
      num_connections: this.open,
      debug_info: { ...debug, started: new Date().toISOString(), approximate_connection_time: 18_060 },
      connection_info: { app_id: this.appId },
    }
  }

  private heard(line: Line, data: string): void {
    line.answered = true
    if (line.silent) return
    const answer = parsed(data)
    const id = string(answer?.envelope_id)
    const settle = this.waiting.get(id)
    if (!answer || !settle) return
    settle({ kind: 'acked', payload: isJson(answer.payload) ? answer.payload : {} })
    this.changed(id)
  }

  private gone(line: Line): void {
    this.lines = this.lines.filter((it) => it !== line)
    this.changed(line.id)
  }

  private bid(socket: WebSocket, reason: Reason): void {
    socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: debug }))
  }

  private keepAlive(): void {
    this.pinging ??= setInterval(() => {
      for (const line of this.carrying()) this.ping(line)
    }, this.timing.pingMs).unref()
  }

  private ping(line: Line): void {
    if (line.silent) return
    if (!line.answered) line.socket.terminate()
    else line.socket.ping('Ping from the workspace')
    line.answered = false
  }
}

const debug = { host: 'applink-1', build_number: 1 }
const answerable = new Set(['view_submission', 'block_suggestion'])

function parsed(data: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(data)
    return isJson(value) ? value : undefined
  } catch {
    return undefined
  }
}
