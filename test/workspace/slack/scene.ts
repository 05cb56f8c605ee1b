import { type Logger, LogLevel, SocketModeClient } from '@slack/socket-mode'
import { WebAPIPlatformError, WebClient } from '@slack/web-api'
import { onTestFinished } from 'vitest'
import type { Slack } from './contract.ts'
import { isJson, type Json } from './json.ts'
import { type SlackOptions, startSlack } from './server.ts'

export interface Heard {
  type: string
  body: Json
  retry: number
}

/** An app at the other end: what it heard, and what it says in its acks. */
export interface Listener {
  readonly socket: SocketModeClient
  readonly heard: Heard[]
}

export const unacked = Symbol('unacked')
export type Reply = (heard: Heard) => Json | string | undefined | typeof unacked

export interface Scene {
  readonly slack: Slack
  readonly web: WebClient
  listen(reply?: Reply): Promise<Listener>
}

/** A workspace and a client for one story, both gone when it ends. */
export async function scene(options: SlackOptions = {}): Promise<Scene> {
  const slack = await startSlack(options)
  onTestFinished(() => slack.stop())
  return { slack, web: client(slack), listen: (reply) => listen(slack, reply) }
}

/** A real client of Slack's own making, told to try once. */
export function client(slack: Slack, token: string | undefined = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: mute,
  })
}

/** The whole answer of a call that Slack refuses. */
export async function refusal(call: Promise<unknown>): Promise<Json> {
  try {
    await call
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return { ...error.data }
    throw error
  }
  throw new Error('this was expected to be refused')
}

const silent = () => undefined
const mute: Logger = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  getLevel: () => LogLevel.ERROR,
  setName: silent,
}

async function listen(slack: Slack, reply: Reply = () => undefined): Promise<Listener> {
  const heard: Heard[] = []
  const socket = new SocketModeClient({
    appToken: slack.appToken,
    logger: mute,
    clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 0 } },
  })
  socket.on('slack_event', async ({ ack, type, body, retry_num }) => {
    const event: Heard = { type, body, retry: retry_num ?? 0 }
    heard.push(event)
    const answer = reply(event)
    if (answer !== unacked) await ack(answer)
  })
  await socket.start()
  onTestFinished(() => socket.disconnect())
  return { socket, heard }
}

/** The manifest of an app with these events and scopes. */
export function subscribed(events: string[], scopes: string[]): string {
  return `display_information:
  name: Dispatch
features:
  bot_user: { display_name: dispatch }
oauth_config:
  scopes:
    bot: [${scopes.map((it) => `'${it}'`).join(', ')}]
settings:
  event_subscriptions:
    bot_events: [${events.join(', ')}]
`
}

/** The events heard so far, once all that are on their way have come. */
export async function eventsOf({ slack }: Scene, heard: Heard[]): Promise<Json[]> {
  await slack.sockets.deliver({ type: 'last' })
  const events = heard.flatMap(({ body }) => (isJson(body.event) ? [body.event] : []))
  heard.length = 0
  return events.filter((it) => it.type !== 'last')
}

/** A form with one required and one optional input, and whatever else is given. */
export function form(extra: Json = {}): Json {
  return {
    type: 'modal',
    callback_id: 'report',
    title: { type: 'plain_text', text: 'Report' },
    submit: { type: 'plain_text', text: 'Report' },
    blocks: [
      input('title', { type: 'plain_text_input', action_id: 'title', max_length: 20 }),
      { ...input('more', { type: 'plain_text_input', action_id: 'more', multiline: true }), optional: true },
    ],
    ...extra,
  }
}

export function input(block_id: string, element: Json): Json {
  return { type: 'input', block_id, label: { type: 'plain_text', text: block_id }, element }
}
