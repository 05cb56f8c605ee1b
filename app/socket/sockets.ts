import { SocketModeClient } from '@slack/socket-mode'
import { type Log, sdkLog } from '../../db/log.ts'
import { refusedToken } from './token.ts'

/** An envelope as Slack sent it, and the way to acknowledge it. */
export interface Envelope {
  type: string
  body: Record<string, unknown>
  ack: (answer?: object) => Promise<void>
  retry_num?: number
  retry_reason?: string
}

export interface Sockets {
  /** How many stand now. */
  open(): number
  /** Resolves once one stands. Throws a Sentence where Slack refuses the token. */
  start(): Promise<void>
  /** Waits for envelopes under way, then closes. */
  stop(): Promise<void>
}

interface Options {
  appToken: string
  apiUrl: string
  onEnvelope: (envelope: Envelope) => Promise<void>
  log: Log
}

/** Slack allows ten for all processes of an app together; two of one process are never away at once. */
const wanted = 2
/** Ours are renewed before Slack renews them, one well apart from the other. */
const renewAfterMs = [2 * 3_600_000, 3 * 3_600_000]
const drainMs = 4_000
const startTimeoutMs = 10_000
const longestPauseMs = 10_000
/** A socket that lived this long was a good one. */
const soundMs = 5_000

/** Keeps two sockets open, each replaced before it is closed, whatever Slack or the network does to them. */
export function keepSockets({ appToken, apiUrl, onEnvelope, log }: Options): Sockets {
  const standing = new Set<Socket>()
  const stopping = new AbortController()
  return {
    open: () => standing.size,
    async start() {
      const slots = Array.from({ length: wanted }, (_, slot) => keep(slot))
      await Promise.any(slots.map((slot) => slot.first)).catch((refused: AggregateError) => {
        throw refused.errors[0]
      })
    },
    async stop() {
      stopping.abort()
      await Promise.all([...standing].map((socket) => socket.retire()))
    },
  }

  function keep(slot: number): { first: Promise<void> } {
    const first = Promise.withResolvers<void>()
    void run()
    return { first: first.promise }

    async function run(): Promise<void> {
      let failures = 0
      let replaced: Socket | undefined
      while (!stopping.signal.aborted) {
        const socket = await open().catch((error: unknown) => {
          log.warn({ err: error, slot }, 'a socket could not be opened')
          const sentence = refusedToken('SLACK_APP_TOKEN', error)
          if (sentence) first.reject(sentence)
          return undefined
        })
        if (socket) {
          first.resolve()
          // The one before is closed only now that another stands.
          void replaced?.retire()
          replaced = socket
          const from = Date.now()
          await socket.ending(renewAfterMs[slot] ?? 3_600_000)
          // One that Slack closes right after its hello is no success.
          failures = Date.now() - from > soundMs ? 0 : failures + 1
        } else failures++
        if (failures > 1) await pause(Math.min(longestPauseMs, 100 * 2 ** failures))
      }
    }
  }

  async function open(): Promise<Socket> {
    const socket = new Socket(appToken, apiUrl, onEnvelope, log)
    await socket.start()
    standing.add(socket)
    socket.closed.then(() => standing.delete(socket))
    if (stopping.signal.aborted) void socket.retire()
    return socket
  }

  function pause(ms: number): Promise<void> {
    const over = Promise.withResolvers<void>()
    const timer = setTimeout(over.resolve, ms)
    stopping.signal.addEventListener('abort', () => over.resolve(), { once: true })
    return over.promise.finally(() => clearTimeout(timer))
  }
}

class Socket {
  readonly closed: Promise<void>
  readonly #client: SocketModeClient
  readonly #asked = Promise.withResolvers<void>()
  readonly #underWay = new Set<Promise<void>>()
  #retired: Promise<void> | undefined

  constructor(appToken: string, apiUrl: string, onEnvelope: Options['onEnvelope'], log: Log) {
    this.#client = new SocketModeClient({
      appToken,
      autoReconnectEnabled: false,
      clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: startTimeoutMs },
      logger: sdkLog(),
    })
    const closed = Promise.withResolvers<void>()
    this.closed = closed.promise
    this.#client.on('disconnected', () => closed.resolve())
    this.#client.on('slack_event', (envelope: Envelope) => {
      const work = onEnvelope(envelope)
        .catch((error: unknown) =>
          log.error({ err: error, type: envelope.type }, 'an envelope was not handled'),
        )
        .finally(() => this.#underWay.delete(work))
      this.#underWay.add(work)
    })
    this.#outliveDisconnects(log)
  }

  async start(): Promise<void> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error('Slack did not say hello in time')), startTimeoutMs)
    try {
      await Promise.race([this.#client.start(), late.promise])
    } catch (error) {
      void this.#client.disconnect().catch(() => undefined)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /** Resolves when it has closed, when Slack asks to replace it, or after `ms`. */
  async ending(ms: number): Promise<void> {
    const old = Promise.withResolvers<void>()
    const timer = setTimeout(old.resolve, ms)
    await Promise.race([this.closed, this.#asked.promise, old.promise])
    clearTimeout(timer)
  }

  /** Closes once what it brought is answered, or after four seconds. */
  retire(): Promise<void> {
    this.#retired ??= this.#drain().then(() => {
      void this.#client.disconnect().catch(() => undefined)
      return Promise.race([this.closed, timeout(1_000)])
    })
    return this.#retired
  }

  async #drain(): Promise<void> {
    await Promise.race([Promise.allSettled(this.#underWay), timeout(drainMs)])
  }

  // The SDK closes the socket at Slack's first word of a disconnect, and envelopes under way with it; and what it
  // throws while it reads a message would end the process.
  #outliveDisconnects(log: Log): void {
    const readers = this.#client.listeners('ws_message')
    this.#client.removeAllListeners('ws_message')
    this.#client.on('ws_message', async (data: unknown, isBinary: boolean) => {
      if (isDisconnect(data)) return this.#asked.resolve()
      for (const read of readers)
        try {
          await read.call(this.#client, data, isBinary)
        } catch (error) {
          log.warn({ err: error }, 'a message of the socket could not be read')
        }
    })
  }
}

function isDisconnect(data: unknown): boolean {
  return typeof data === 'string' && data.length < 1_000 && /"type"\s*:\s*"disconnect"/.test(data)
}

function timeout(ms: number): Promise<void> {
  const over = Promise.withResolvers<void>()
  setTimeout(over.resolve, ms).unref()
  return over.promise
}
