import type { App, Receiver } from '@slack/bolt'
import type { Database } from '../../db/database.ts'
import { keepEvent } from '../../db/inbox.ts'
import type { Log } from '../../db/log.ts'
import { type Deadline, unknownOutcome } from './deadline.ts'
import { type Drain, startDrain } from './drain.ts'
import { type Envelope, keepSockets, type Sockets } from './sockets.ts'

export interface Front extends Receiver {
  sockets: Sockets
}

interface Options {
  db: Database
  log: Log
  appToken: string
  apiUrl: string
}

/** Slack gives three seconds; before they are over the person hears what is known. */
const deadlineMs = 2_500

/**
 * Brings what Slack sends to Bolt. An event is kept before it is acknowledged, and handled from there; what a
 * person does is acknowledged by its listener, once, or at the deadline.
 */
export function createReceiver({ db, log, appToken, apiUrl }: Options): Front {
  let app: App
  let drain: Drain
  const sockets = keepSockets({ appToken, apiUrl, onEnvelope: receive, log })
  return {
    sockets,
    init: (bolt) => {
      app = bolt
    },
    async start() {
      drain = startDrain(db, log, (body) => app.processEvent({ body, ack: async () => undefined }))
      await sockets.start()
    },
    async stop() {
      await sockets.stop()
      await drain?.stop()
    },
  }

  async function receive(envelope: Envelope): Promise<void> {
    if (envelope.type === 'events_api') return keep(envelope)
    await handle(envelope)
  }

  async function keep({ body, ack }: Envelope): Promise<void> {
    if (typeof body.event_id === 'string')
      await keepEvent(db, { id: body.event_id, line: lineOf(body), payload: body })
    else log.warn({ type: body.type }, 'Slack sent something that is no event')
    await ack()
    drain.wake()
  }

  async function handle({ body, ack, retry_num, retry_reason }: Envelope): Promise<void> {
    const deadline = watch(body, ack)
    try {
      await app.processEvent({
        body,
        ack: deadline.answer,
        retryNum: retry_num ?? 0,
        retryReason: retry_reason ?? '',
        customProperties: { isAnswered: deadline.isAnswered, isSent: deadline.isSent },
      })
    } catch (error) {
      log.error({ err: error, type: body.type }, 'a listener failed')
      await deadline.answer(unknownOutcome(body))
    } finally {
      deadline.clear()
    }
  }

  function watch(body: Envelope['body'], ack: Envelope['ack']): Deadline {
    let answered = false
    let sent = false
    const answer = async (response?: unknown) => {
      if (answered) return
      answered = true
      try {
        await ack(payloadOf(response))
        sent = true
      } catch (error) {
        log.warn({ err: error, type: body.type }, 'Slack did not hear the answer')
      }
    }
    const timer = setTimeout(() => void answer(unknownOutcome(body)), deadlineMs)
    return { answer, isAnswered: () => answered, isSent: () => sent, clear: () => clearTimeout(timer) }
  }
}

// Events of one channel, or else of one person or user group, are handled in order.
function lineOf(body: Record<string, unknown>): string {
  const event = body.event
  if (typeof event !== 'object' || event === null) return ''
  for (const key of ['channel', 'channel_id', 'user', 'subteam', 'subteam_id'] as const) {
    const value: unknown = key in event ? event[key as keyof typeof event] : undefined
    if (typeof value === 'string') return value
    if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string')
      return value.id
  }
  return ''
}

function payloadOf(response: unknown): object {
  if (typeof response === 'string') return { text: response }
  return typeof response === 'object' && response !== null ? response : {}
}
